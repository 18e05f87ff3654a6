using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Delivers the outbox to all subscribers of this process.</summary>
internal sealed class EventDispatcher : IEventDispatcher
{
    public EventDispatcher(
        IEventOutbox outbox,
        EventSubscriptions subscriptions,
        IServiceProvider services,
        IOptions<EventOptions> options,
        [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock,
        ILogger<EventDispatcher> logger) =>
        Subscribers = [.. subscriptions.All.Select(subscription => new SubscriberDispatch(subscription, outbox, services, options.Value, leaseClock, logger))];

    public IReadOnlyList<SubscriberDispatch> Subscribers { get; }

    public async Task<int> DispatchDueAsync(CancellationToken cancellationToken = default)
    {
        var delivered = 0;
        var failures = new List<Exception>();
        foreach (var subscriber in Subscribers)
        {
            try
            {
                delivered += await subscriber.DispatchDueAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failures.Add(failure);
            }
        }

        return failures.Count == 0 ? delivered : throw new AggregateException(failures);
    }
}
