using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach.Deliverability;

/// <summary>Takes the looks at ended campaigns for the life of the host.</summary>
internal sealed class AdvisorWorker(IAdvisor advisor, IOptions<AdvisorOptions> options, ILogger<AdvisorWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // First, so that a host that has just started is not kept busy.
                await Task.Delay(options.Value.Interval, TimeProvider.System, stoppingToken).ConfigureAwait(false);
                var done = await advisor.AdviseDueAsync(stoppingToken).ConfigureAwait(false);
                if (done > 0)
                {
                    Log.Advised(logger, done);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.AdvisorFailed(logger, failure);
            }
        }
    }
}
