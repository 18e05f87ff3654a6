using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Outreach.Storage.EfCore;

/// <summary>Tables around audiences: lists, pipelines, chats, leads, presets and triggers.</summary>
internal static class AudienceModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<RecipientListEntity>(table =>
        {
            table.ToTable("recipient_lists").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
        });
        model.Entity<ListMemberEntity>(table =>
        {
            table.ToTable("list_members").HasKey(row => new { row.ListId, row.ContactId });
            table.HasOne<RecipientListEntity>().WithMany().HasForeignKey(row => row.ListId).OnDelete(DeleteBehavior.Cascade);
            table.HasOne<ContactEntity>().WithMany().HasForeignKey(row => row.ContactId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PipelineEntity>(table =>
        {
            table.ToTable("pipelines").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
        });
        model.Entity<LeadEntity>(table =>
        {
            table.ToTable("leads").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.CampaignId, row.ContactId }).IsUnique();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
            table.HasIndex(row => row.ContactId);
        });
        model.Entity<TemplatePresetEntity>(table =>
        {
            table.ToTable("template_presets").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
        });
        model.Entity<TriggerRuleEntity>(table =>
        {
            table.ToTable("trigger_rules").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Id });
        });
        model.Entity<TriggerEventEntity>(table =>
        {
            table.ToTable("trigger_events").HasKey(row => new { row.OrganisationId, row.Key });
            table.HasIndex(row => row.At);
        });
        model.Entity<PipelinePlaceEntity>(BuildPlaces);
        model.Entity<StoredMessageEntity>(table =>
        {
            table.ToTable("stored_messages").HasKey(row => new { row.OrganisationId, row.SenderAccountId, row.ChatId, row.MessageId });
            table.HasOne<ContactEntity>().WithMany().HasForeignKey(row => row.ContactId).OnDelete(DeleteBehavior.Cascade);

            // Members of a chat, each found with one step; and the chats of a contact, for filters and erasure.
            table.HasIndex(row => new { row.OrganisationId, row.SenderAccountId, row.ChatId, row.ContactId });
            table.HasIndex(row => new { row.ContactId, row.ChatId });
        });
    }

    private static void BuildPlaces(EntityTypeBuilder<PipelinePlaceEntity> table)
    {
        table.ToTable("pipeline_places").HasKey(row => new { row.ContactId, row.PipelineId });
        table.HasOne<PipelineEntity>().WithMany().HasForeignKey(row => row.PipelineId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<ContactEntity>().WithMany().HasForeignKey(row => row.ContactId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(row => new { row.PipelineId, row.StageId });
    }
}
