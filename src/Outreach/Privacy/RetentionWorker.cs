using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Forgets what is old for the life of the host.</summary>
internal sealed class RetentionWorker(
    RetentionRun run,
    IOptions<RetentionOptions> options,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock,
    ILogger<RetentionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // First, so that a host that has just started is not kept busy.
                await Task.Delay(options.Value.Interval, leaseClock, stoppingToken).ConfigureAwait(false);
                var done = await run.RunAsync(stoppingToken).ConfigureAwait(false);
                if (done > 0)
                {
                    Log.Forgotten(logger, done);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.RetentionFailed(logger, failure);
            }
        }
    }
}
