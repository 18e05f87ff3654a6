using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// Runs the engine for the life of the host. In between it waits until somebody is due, it is time to look again, or the store tells that
/// something has become due.
/// </summary>
internal sealed class SendWorker(
    ISendEngine engine, IOptions<OutreachOptions> options, TimeProvider time, ILogger<SendWorker> logger, IDueSignal? signal = null) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Taken first: what becomes due while the engine runs must not be slept through.
            var signalled = signal?.Next;
            DateTimeOffset? nextDueAt = null;
            try
            {
                nextDueAt = (await engine.RunDueAsync(cancellationToken: stoppingToken).ConfigureAwait(false)).NextDueAt;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.WorkerFailed(logger, exception);
            }

            var pause = options.Value.PollInterval;
            if (nextDueAt - time.GetUtcNow() is { } until && until < pause)
            {
                pause = until < TimeSpan.Zero ? TimeSpan.Zero : until;
            }

            await WaitAsync(pause, signalled, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan pause, Task? signalled, CancellationToken stoppingToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var slept = Task.Delay(pause, time, awake.Token);
        await Task.WhenAny(slept, signalled ?? slept).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        await slept.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
