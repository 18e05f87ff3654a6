using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Gives events to a handler of the host, one after the other, each in a scope of its own.</summary>
internal sealed class EventHandlerPublisher(
    IServiceScopeFactory scopes, Func<IServiceProvider, IOutreachEventHandler> resolve, ILogger<EventHandlerPublisher> logger) : IEventPublisher
{
    public async Task<IReadOnlyList<EventDelivery>> PublishAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default)
    {
        var deliveries = new EventDelivery[events.Count];
        var failed = new HashSet<Guid>();
        for (var i = 0; i < deliveries.Length && !cancellationToken.IsCancellationRequested; i++)
        {
            // Those behind one that failed keep their place.
            if (!failed.Contains(events[i].Subject))
            {
                deliveries[i] = await HandleAsync(events[i], cancellationToken).ConfigureAwait(false);
            }

            if (deliveries[i].Status != EventDeliveryStatus.Delivered)
            {
                failed.Add(events[i].Subject);
            }
        }

        return deliveries;
    }

    private async Task<EventDelivery> HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            try
            {
                await resolve(scope.ServiceProvider).HandleAsync(outreachEvent, cancellationToken).ConfigureAwait(false);
                return EventDelivery.Delivered;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return EventDelivery.NotTried;
            }
            catch (Exception failure)
            {
                Log.EventHandlerFailed(logger, failure, outreachEvent.Id, outreachEvent.Type);
                return EventDelivery.Failed($"{failure.GetType().Name}: {failure.Message}");
            }
        }
    }
}
