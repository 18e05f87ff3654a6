namespace Outreach;

/// <summary>Records each entry at once, for a run in memory by one slot.</summary>
internal sealed class DirectLedgerWriter(ISendLedger ledger, IWorkerSession session) : ILedgerWriter
{
    private readonly LedgerBatch _batch = new();

    public async ValueTask<IntentResult> WriteAsync(SendIntent intent)
    {
        _batch.Intents.Add(intent);
        var verdicts = await CommitAsync().ConfigureAwait(false);
        return verdicts[0];
    }

    public async ValueTask<IntentResult> WriteAsync(SendResult result)
    {
        _batch.Results.Add(result);
        await CommitAsync().ConfigureAwait(false);
        return default;
    }

    public async ValueTask<IntentResult> WriteAsync(ParticipantRelease release)
    {
        _batch.Releases.Add(release);
        await CommitAsync().ConfigureAwait(false);
        return default;
    }

    private async ValueTask<IReadOnlyList<IntentResult>> CommitAsync()
    {
        var verdicts = await ledger.CommitAsync(session, _batch).ConfigureAwait(false);
        _batch.Clear();
        return verdicts;
    }
}
