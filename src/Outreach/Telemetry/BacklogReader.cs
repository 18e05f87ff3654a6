using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Looks every 15 seconds how much waits, and only while somebody reads the instruments that tell it.</summary>
internal sealed class BacklogReader(
    IParticipantStore participants,
    IEventOutbox outbox,
    EventSubscriptions subscriptions,
    OutreachMetrics metrics,
    TimeProvider time,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider realTime,
    ILogger<BacklogReader> logger) : BackgroundService
{
    /// <summary>Where counting stops: an autoscaler need not know more.</summary>
    private const int MostDue = 1_000_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>Looks at the store now.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var due = await participants.CountDueAsync(time.GetUtcNow(), MostDue, cancellationToken).ConfigureAwait(false);
        var events = new List<KeyValuePair<string, long>>();
        foreach (var subscription in subscriptions.All)
        {
            var waiting = await outbox.CountAsync(subscription.Name, cancellationToken).ConfigureAwait(false);
            events.Add(new KeyValuePair<string, long>(subscription.Name, waiting));
        }

        metrics.Backlog(due, events);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (metrics.ShowsBacklog)
                {
                    await TryLookAsync(stoppingToken).ConfigureAwait(false);
                }

                await Task.Delay(Every, realTime, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.BacklogUnknown(logger, failure);
        }
    }
}
