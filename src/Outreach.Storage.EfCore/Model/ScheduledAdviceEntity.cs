namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>scheduled_advice</c>.</summary>
internal sealed class ScheduledAdviceEntity
{
    public Guid OrganisationId { get; set; }

    public Guid CampaignId { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public int Look { get; set; }

    public ScheduledAdvice ToAdvice() => new(OrganisationId, CampaignId, DueAt, Look);
}
