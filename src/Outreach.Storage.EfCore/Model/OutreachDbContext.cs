using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>The model of an Outreach database. Each database package derives its own context, which its migrations belong to.</summary>
public abstract class OutreachDbContext : DbContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="options">The options of the derived context.</param>
    protected OutreachDbContext(DbContextOptions options)
        : base(options)
    {
    }

    internal DbSet<ContactEntity> Contacts => Set<ContactEntity>();

    internal DbSet<CustomFieldEntity> CustomFields => Set<CustomFieldEntity>();

    internal DbSet<CampaignEntity> Campaigns => Set<CampaignEntity>();

    internal DbSet<SequenceVersionEntity> SequenceVersions => Set<SequenceVersionEntity>();

    internal DbSet<ParticipantEntity> Participants => Set<ParticipantEntity>();

    internal DbSet<SendEntity> Sends => Set<SendEntity>();

    internal DbSet<SuppressionEntity> Suppressions => Set<SuppressionEntity>();

    internal DbSet<SenderAccountEntity> SenderAccounts => Set<SenderAccountEntity>();

    internal DbSet<DeliveryEventEntity> DeliveryEvents => Set<DeliveryEventEntity>();

    internal DbSet<QuotaEntity> Quotas => Set<QuotaEntity>();

    internal DbSet<OutboxEntity> Outbox => Set<OutboxEntity>();

    internal DbSet<OutboxLeaseEntity> OutboxLeases => Set<OutboxLeaseEntity>();

    internal DbSet<AttachmentEntity> Attachments => Set<AttachmentEntity>();

    internal DbSet<AttachmentPieceEntity> AttachmentPieces => Set<AttachmentPieceEntity>();

    internal DbSet<RecipientListEntity> RecipientLists => Set<RecipientListEntity>();

    internal DbSet<ListMemberEntity> ListMembers => Set<ListMemberEntity>();

    internal DbSet<PipelineEntity> Pipelines => Set<PipelineEntity>();

    internal DbSet<PipelinePlaceEntity> PipelinePlaces => Set<PipelinePlaceEntity>();

    internal DbSet<StoredMessageEntity> StoredMessages => Set<StoredMessageEntity>();

    internal DbSet<LeadEntity> Leads => Set<LeadEntity>();

    internal DbSet<TemplatePresetEntity> TemplatePresets => Set<TemplatePresetEntity>();

    internal DbSet<TriggerRuleEntity> TriggerRules => Set<TriggerRuleEntity>();

    internal DbSet<TriggerEventEntity> TriggerEvents => Set<TriggerEventEntity>();

    internal DbSet<SendingIpEntity> SendingIps => Set<SendingIpEntity>();

    internal DbSet<SendingIpChangeEntity> SendingIpChanges => Set<SendingIpChangeEntity>();

    internal DbSet<DeliveryCountEntity> DeliveryCounts => Set<DeliveryCountEntity>();

    internal DbSet<SendingPauseEntity> SendingPauses => Set<SendingPauseEntity>();

    internal DbSet<RecommendationEntity> Recommendations => Set<RecommendationEntity>();

    internal DbSet<ScheduledAdviceEntity> ScheduledAdvice => Set<ScheduledAdviceEntity>();

    internal DbSet<MetadataEntity> Metadata => Set<MetadataEntity>();

    /// <summary>Finds the sends to a contact, which its participants lead to.</summary>
    internal IQueryable<SendEntity> SendsOf(Guid contactId) =>
        Sends.Where(send => Participants.Where(row => row.ContactId == contactId).Select(row => row.Id).Contains(send.ParticipantId));

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        OutreachModel.Build(modelBuilder);
    }
}
