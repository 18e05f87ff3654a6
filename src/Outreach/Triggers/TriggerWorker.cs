using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Looks for contacts to whom rules for tags and inactivity apply, for the life of the host.</summary>
internal sealed class TriggerWorker(
    ITriggerService triggers, IOptions<TriggerOptions> options, TimeProvider time, ILogger<TriggerWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // First, so that a host that has just started is not kept busy.
                await Task.Delay(options.Value.ScanInterval, time, stoppingToken).ConfigureAwait(false);
                var enrolled = await triggers.ScanAsync(stoppingToken).ConfigureAwait(false);
                if (enrolled > 0)
                {
                    Log.TriggersEnrolled(logger, enrolled);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.TriggerScanFailed(logger, failure);
            }
        }
    }
}
