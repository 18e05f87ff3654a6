namespace Outreach;

/// <summary>A campaign in the in-memory store, with its participants and sends.</summary>
internal sealed class CampaignRow(Campaign value)
{
    public Campaign Value { get; set; } = value;

    /// <summary>Gets or sets when the next message of a paced campaign may go.</summary>
    public DateTimeOffset? NextSendAt { get; set; }

    /// <summary>Gets or sets how many of its participants are leased.</summary>
    public int LeasedCount { get; set; }

    /// <summary>Gets or sets how many of its participants are not finished.</summary>
    public int UnfinishedCount { get; set; }

    public SortedSet<Guid> ParticipantIds { get; } = [];

    public SortedSet<Guid> ContactIds { get; } = [];

    public SortedSet<Guid> SendIds { get; } = [];

    /// <summary>Gets the participants that have a due time and are not leased, the longest due first.</summary>
    public SortedSet<(DateTimeOffset DueAt, Guid ParticipantId)> Due { get; } = [];

    /// <summary>Gets when the next participant may be leased, or <see langword="null"/> if nobody is due, or one after the other and one is leased.</summary>
    public DateTimeOffset? NextLeaseAt()
    {
        if (Value.Status != CampaignStatus.Active || Due.Count == 0 || (Value.Pacing is not null && LeasedCount > 0))
        {
            return null;
        }

        var due = Due.Min.DueAt;
        return Value.Pacing is not null && NextSendAt > due ? NextSendAt : due;
    }
}
