namespace Outreach;

/// <summary>
/// What the slots of one worker want recorded at one moment, written in one transaction: first results, then releases, then intents.
/// Writing the same batch again changes nothing and gives the same verdicts, so a batch whose commit is unknown is simply written again.
/// </summary>
public sealed class LedgerBatch
{
    /// <summary>Gets the outcomes of attempts.</summary>
    public IList<SendResult> Results { get; } = new List<SendResult>();

    /// <summary>Gets the leases that end without an attempt.</summary>
    public IList<ParticipantRelease> Releases { get; } = new List<ParticipantRelease>();

    /// <summary>Gets the intents.</summary>
    public IList<SendIntent> Intents { get; } = new List<SendIntent>();

    /// <summary>Gets the number of entries.</summary>
    public int Count => Results.Count + Releases.Count + Intents.Count;

    /// <summary>Empties the batch for reuse.</summary>
    public void Clear()
    {
        Results.Clear();
        Releases.Clear();
        Intents.Clear();
    }
}
