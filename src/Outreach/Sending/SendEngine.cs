using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Runs the corridor over everything that is due: lease, decide, gate, compose, hand over, record.</summary>
internal sealed class SendEngine(
    ISendLedger ledger,
    SlotFactory slots,
    CampaignCompletion completion,
    IMetadataStore metadata,
    EngineHealth health,
    IOptions<OutreachOptions> options,
    TimeProvider time,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock,
    ILogger<SendEngine> logger) : ISendEngine, IAsyncDisposable
{
    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(10);

    private readonly OutreachOptions _options = options.Value;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IWorkerSession? _session;
    private LedgerWriter? _writer;

    public async Task<RunReport> RunDueAsync(IProgress<SendProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<RunReport> RunAsync(IProgress<SendProgress>? progress, CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            await RefuseUnfinishedRestoreAsync(cancellationToken).ConfigureAwait(false);
            _session = await ledger.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            _writer = new LedgerWriter(ledger, _session, Math.Max(64, _options.ConcurrentSends * 2), leaseClock, slots.Metrics, logger);
            health.Uses(_writer);
        }

        var counters = new RunCounters();
        using (var run = new SendRun(
            ledger, _session, _writer!, slots, _options, time, counters, progress, token => RecoverAsync(_session, counters, token)))
        {
            var ending = await ExecuteAsync(run, cancellationToken).ConfigureAwait(false);
            if (ending == SendRunEnding.GenerationChanged)
            {
                // The database was restored: this worker's knowledge is of another world. A new session starts with the new generation.
                await CloseAsync().ConfigureAwait(false);
                throw new InvalidOperationException(
                    "The database was restored from a backup while this worker was running. Check the sends in doubt, then start the worker again.");
            }
        }

        await slots.Reputation.ShareAllAsync(CancellationToken.None).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await completion.CompleteFinishedAsync(cancellationToken).ConfigureAwait(false);
        return counters.ToReport(await ledger.FindNextDueAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<SendRunEnding> ExecuteAsync(SendRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await run.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A failed call may have leased participants whom nobody here knows: with the session's end they are free to be taken over.
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task RecoverAsync(IWorkerSession session, RunCounters counters, CancellationToken cancellationToken)
    {
        health.Moved();
        var now = time.GetUtcNow();
        var report = await ledger.RecoverAsync(session, now, now + slots.Doubts.ShortestWait, cancellationToken).ConfigureAwait(false);
        if (report != default)
        {
            Log.Recovered(logger, report.Released, report.InDoubt);
            counters.Add(SendProgressKind.InDoubt, report.InDoubt);
            slots.Metrics.DoubtsOpened(report.InDoubt);
        }
    }

    private async Task RefuseUnfinishedRestoreAsync(CancellationToken cancellationToken)
    {
        if (string.Equals(await metadata.GetAsync(DatabaseRestore.Pending, cancellationToken).ConfigureAwait(false), "true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(
                "The database was restored from a backup, and marking what it can't know was interrupted: call IDatabaseRestore.MarkRestoredAsync again.");
        }
    }

    private async Task CloseAsync()
    {
        if (_writer is { } writer)
        {
            health.Uses(null);
            await writer.CloseAsync(ClosingPatience).ConfigureAwait(false);
            await writer.DisposeAsync().ConfigureAwait(false);
            _writer = null;
        }

        if (_session is { } session)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            _session = null;
        }
    }
}
