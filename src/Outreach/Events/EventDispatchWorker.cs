using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Delivers events for the life of the host, each subscriber in a loop of its own, so that a slow one holds up no other.</summary>
internal sealed class EventDispatchWorker(
    EventDispatcher dispatcher,
    IOptions<EventOptions> options,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock,
    ILogger<EventDispatchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.IsDispatcher
        ? Task.WhenAll(dispatcher.Subscribers.Select(subscriber => Task.Run(() => RunAsync(subscriber, stoppingToken), CancellationToken.None)))
        : Task.CompletedTask;

    private async Task RunAsync(SubscriberDispatch subscriber, CancellationToken stoppingToken)
    {
        var pause = options.Value.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await subscriber.DispatchDueAsync(stoppingToken).ConfigureAwait(false);
                pause = options.Value.PollInterval;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.EventsHeld(logger, failure, subscriber.Name);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            try
            {
                await Task.Delay(pause, leaseClock, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
