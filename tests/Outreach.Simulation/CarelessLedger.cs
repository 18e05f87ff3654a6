namespace Outreach.Simulation;

/// <summary>The mutant that takes a commit whose outcome is unknown for done: it sits on the worker's side of the network.</summary>
internal sealed class CarelessLedger(ISendLedger remote) : ForwardingLedger(remote)
{
    public override async Task<IReadOnlyList<IntentResult>> CommitAsync(
        IWorkerSession session, LedgerBatch batch, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.CommitAsync(session, batch, cancellationToken);
        }
        catch (TimeoutException)
        {
            return [.. batch.Intents.Select(_ => new IntentResult(IntentVerdict.Granted))];
        }
    }
}
