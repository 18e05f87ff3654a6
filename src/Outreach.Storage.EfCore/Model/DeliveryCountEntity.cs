namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>delivery_counts</c>: what one worker counted in one period.</summary>
internal sealed class DeliveryCountEntity
{
    public Guid OrganisationId { get; set; }

    public DateTimeOffset Period { get; set; }

    public Guid WorkerId { get; set; }

    public ReputationScope Scope { get; set; }

    public string Key { get; set; } = "";

    public string MailboxProvider { get; set; } = "";

    public long Sent { get; set; }

    public long Delivered { get; set; }

    public long Bounced { get; set; }

    public long Complained { get; set; }

    public void Add(DeliveryTally tally)
    {
        Sent += tally.Sent;
        Delivered += tally.Delivered;
        Bounced += tally.Bounced;
        Complained += tally.Complained;
    }
}
