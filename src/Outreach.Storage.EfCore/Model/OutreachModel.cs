using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Outreach.Storage.EfCore;

/// <summary>Tables, columns and indexes, the same in every database.</summary>
internal static class OutreachModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<ContactEntity>(BuildContacts);
        model.Entity<CampaignEntity>(BuildCampaigns);
        model.Entity<SequenceVersionEntity>(BuildSequences);
        model.Entity<ParticipantEntity>(BuildParticipants);
        model.Entity<SendEntity>(BuildSends);
        model.Entity<DeliveryEventEntity>(BuildEvents);
        model.Entity<OutboxEntity>(BuildOutbox);
        model.Entity<OutboxLeaseEntity>(table => table.ToTable("outbox_leases").HasKey(row => new { row.Subscriber, row.Partition }));
        model.Entity<SuppressionEntity>(table => table.ToTable("suppressions").HasKey(row => new { row.OrganisationId, row.Key }));
        model.Entity<CustomFieldEntity>(table => table.ToTable("custom_fields").HasKey(row => new { row.OrganisationId, row.NameKey }));
        model.Entity<QuotaEntity>(table => table.ToTable("quotas").HasKey(row => new { row.OrganisationId, row.Key }));
        model.Entity<MetadataEntity>(table => table.ToTable("metadata").HasKey(row => row.Name));
        model.Entity<SenderAccountEntity>(table =>
        {
            table.ToTable("sender_accounts").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
        });
        model.Entity<AttachmentEntity>(table => table.ToTable("attachments").HasKey(row => new { row.OrganisationId, row.ContentHash }));
        model.Entity<AttachmentPieceEntity>(table =>
        {
            table.ToTable("attachment_pieces").HasKey(row => new { row.OrganisationId, row.ContentHash, row.Number });
            table.HasOne<AttachmentEntity>().WithMany().HasForeignKey(row => new { row.OrganisationId, row.ContentHash }).OnDelete(DeleteBehavior.Cascade);
        });
        AudienceModel.Build(model);
        ReputationModel.Build(model);
        AdviceModel.Build(model);
        foreach (var property in Properties(model))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    /// <summary>Gets the columns of Outreach's tables; a host's model may have others beside them.</summary>
    public static IEnumerable<IMutableProperty> Properties(ModelBuilder model) =>
        EntityTypes(model).SelectMany(type => type.GetProperties());

    public static IEnumerable<IMutableEntityType> EntityTypes(ModelBuilder model) =>
        model.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(OutreachModel).Assembly);

    private static void BuildContacts(EntityTypeBuilder<ContactEntity> table)
    {
        table.ToTable("contacts").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.ErasurePending).HasDefaultValue(false);
        table.HasIndex(row => new { row.OrganisationId, row.EmailKey }).IsUnique();
        table.HasIndex(row => new { row.OrganisationId, row.TelegramKey });
        table.HasIndex(row => new { row.OrganisationId, row.Id });
        table.HasIndex(row => row.Id, "ix_contacts_erasure_pending").HasFilter("erasure_pending");
    }

    private static void BuildCampaigns(EntityTypeBuilder<CampaignEntity> table)
    {
        table.ToTable("campaigns").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.Revision).IsConcurrencyToken();
        table.HasIndex(row => row.OrganisationId);
        table.HasIndex(row => row.Status);
    }

    private static void BuildSequences(EntityTypeBuilder<SequenceVersionEntity> table)
    {
        table.ToTable("sequence_versions").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasOne<CampaignEntity>().WithMany().HasForeignKey(row => row.CampaignId).OnDelete(DeleteBehavior.Cascade);
    }

    private static void BuildParticipants(EntityTypeBuilder<ParticipantEntity> table)
    {
        table.ToTable("participants").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasOne<CampaignEntity>().WithMany().HasForeignKey(row => row.CampaignId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<ContactEntity>().WithMany().HasForeignKey(row => row.ContactId).OnDelete(DeleteBehavior.Restrict);

        // Each lease and each move adds an entry to every index but the partial ones, so these two serve everything else: that a contact is in a
        // campaign once, and what a contact is in; a campaign's participants in the order of their ids, and how many have which status.
        table.HasIndex(row => new { row.ContactId, row.CampaignId }).IsUnique();
        table.HasIndex(row => new { row.CampaignId, row.Id, row.Status });

        // What a lease looks for: a paused campaign's rows are never touched, and leased rows are not in the way.
        table.HasIndex(row => new { row.CampaignId, row.DueAt }, "ix_participants_due").HasFilter("lease_owner IS NULL AND due_at IS NOT NULL");
        table.HasIndex(row => row.LeaseOwner, "ix_participants_leased").HasFilter("lease_owner IS NOT NULL");

        // Those who have no outcome and nothing planned (they wait for a reply) are few; with the due and the leased they make up the unfinished ones.
        table.HasIndex(row => row.CampaignId, "ix_participants_unplanned").HasFilter("due_at IS NULL AND status <= 2");
    }

    private static void BuildSends(EntityTypeBuilder<SendEntity> table)
    {
        table.ToTable("sends").HasKey(row => row.Sequence);
        table.HasIndex(row => row.Id).IsUnique();
        table.HasOne<ParticipantEntity>().WithMany().HasForeignKey(row => row.ParticipantId).OnDelete(DeleteBehavior.Cascade);

        // Each index costs every message a write, so there is none for what others lead to: a contact's sends are found by its participants, a
        // Message-ID names the send's id. A campaign's sends are read in the order of their creation, which is where new ones are added.
        table.HasIndex(row => new { row.CampaignId, row.Sequence });

        // All but the sent ones: what is under way, refused or in doubt is a small part, and most rows pass through it once.
        table.HasIndex(row => new { row.State, row.CampaignId, row.Sequence }, "ix_sends_not_sent").HasFilter("state <> 2");

        // Copies are counted apart from the messages to contacts, and most campaigns have none.
        table.HasIndex(row => new { row.CampaignId, row.State }, "ix_sends_copies").HasFilter("role <> 0");
    }

    private static void BuildEvents(EntityTypeBuilder<DeliveryEventEntity> table)
    {
        table.ToTable("delivery_events").HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => new { row.OrganisationId, row.Key }).IsUnique();
        table.HasIndex(row => new { row.CampaignId, row.Id });
        table.HasIndex(row => row.ContactId);

        // Those who have unsubscribed are a small part, and the advisor looks whether any of them was written to later.
        table.HasIndex(row => new { row.OrganisationId, row.ContactId, row.At }, "ix_delivery_events_unsubscribed").HasFilter("type = 5");
    }

    private static void BuildOutbox(EntityTypeBuilder<OutboxEntity> table)
    {
        table.ToTable("outbox").HasKey(row => row.Position);
        table.HasIndex(row => new { row.Subscriber, row.Partition, row.Position }, "ix_outbox_open").HasFilter("parked_at IS NULL");

        // Failures are few: what waits holds up its subject, and what was set aside is for people to see.
        table.HasIndex(row => new { row.Subscriber, row.Subject, row.Position }, "ix_outbox_waiting")
            .HasFilter("parked_at IS NULL AND waits_until IS NOT NULL");
        table.HasIndex(row => new { row.OrganisationId, row.Position }, "ix_outbox_parked").HasFilter("parked_at IS NOT NULL");
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
