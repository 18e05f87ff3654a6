namespace Outreach;

/// <summary>A participant in the in-memory store, with its lease and its sends in the order of their creation.</summary>
internal sealed class ParticipantRow(Participant value, CampaignRow campaign)
{
    public Participant Value { get; set; } = value;

    public CampaignRow Campaign { get; } = campaign;

    public Guid? LeaseOwner { get; set; }

    /// <summary>Gets or sets when the lease ends, by the lease clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>Gets or sets the decision trace, as <see cref="TraceText"/> writes it.</summary>
    public string? Trace { get; set; }

    public List<SendRow> Sends { get; } = [];

    public bool IsLeasedBy(Guid workerId, int epoch) => LeaseOwner == workerId && Value.Epoch == epoch;
}
