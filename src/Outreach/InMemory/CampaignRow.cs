namespace Outreach;

/// <summary>A campaign in the in-memory store, with its participants and sends.</summary>
internal sealed class CampaignRow(Campaign value)
{
    public Campaign Value { get; set; } = value;

    public SortedSet<Guid> ParticipantIds { get; } = [];

    public SortedSet<Guid> ContactIds { get; } = [];

    public SortedSet<Guid> SendIds { get; } = [];

    /// <summary>Gets the participants that have a due time and are not leased, the longest due first.</summary>
    public SortedSet<(DateTimeOffset DueAt, Guid ParticipantId)> Due { get; } = [];
}
