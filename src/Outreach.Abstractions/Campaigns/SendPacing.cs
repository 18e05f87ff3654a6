namespace Outreach;

/// <summary>
/// The pause between the messages of one campaign. It holds over all workers: such a campaign sends one message at a time, and the ledger
/// refuses an intent that comes too early.
/// </summary>
public sealed record SendPacing
{
    /// <summary>Gets the shortest time between two messages of the campaign.</summary>
    /// <value>1 second to 24 hours.</value>
    public required TimeSpan Delay { get; init; }

    /// <summary>Gets by which fraction of <see cref="Delay"/> a pause may be longer, at random by a seed per message.</summary>
    /// <value>0 to 1. Default: 0.2.</value>
    public double Jitter { get; init; } = 0.2;
}
