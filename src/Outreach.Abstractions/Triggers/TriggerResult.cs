namespace Outreach;

/// <summary>What an event led to.</summary>
public sealed record TriggerResult
{
    /// <summary>Gets whether the event had been reported before; then nothing was done.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Gets whether the contact was found.</summary>
    public bool IsContactKnown { get; init; }

    /// <summary>Gets what became of it for each rule that waits for such an event, by the rule's id.</summary>
    public IReadOnlyDictionary<Guid, TriggerOutcome> Rules { get; init; } = new Dictionary<Guid, TriggerOutcome>();
}
