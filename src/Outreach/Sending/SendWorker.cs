using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Runs the engine for the life of the host.</summary>
internal sealed class SendWorker(ISendEngine engine, IOptions<OutreachOptions> options, TimeProvider time, ILogger<SendWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
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

            try
            {
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
