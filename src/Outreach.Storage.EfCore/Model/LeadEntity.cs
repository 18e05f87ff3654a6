namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>leads</c>.</summary>
internal sealed class LeadEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public Guid ContactId { get; set; }

    public Guid? CampaignId { get; set; }

    public string Source { get; set; } = "";

    public Guid? PipelineId { get; set; }

    public string? StageId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public static LeadEntity From(Lead lead) => new()
    {
        Id = lead.Id,
        OrganisationId = lead.OrganisationId,
        ContactId = lead.ContactId,
        CampaignId = lead.CampaignId,
        Source = lead.Source,
        PipelineId = lead.PipelineId,
        StageId = lead.StageId,
        CreatedAt = lead.CreatedAt,
    };

    public Lead ToLead() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        ContactId = ContactId,
        CampaignId = CampaignId,
        Source = Source,
        PipelineId = PipelineId,
        StageId = StageId,
        CreatedAt = CreatedAt,
    };
}
