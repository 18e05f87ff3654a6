namespace Outreach;

/// <summary>Carries events out of the process, such as to a message broker. Named by an <see cref="EventSubscription"/>.</summary>
public interface IEventPublisher
{
    /// <summary>Publishes a batch. Those whose outcome is <see cref="EventDelivery.Delivered"/> are never given again.</summary>
    /// <param name="events">The events, those of one subject in their order.</param>
    /// <param name="cancellationToken">Cancelled when the host is stopping.</param>
    /// <returns>One outcome an event, in the same order.</returns>
    /// <exception cref="Exception">
    /// Nothing can be published at the moment, whatever the event: all of them come again after a pause, and none counts as tried.
    /// </exception>
    Task<IReadOnlyList<EventDelivery>> PublishAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default);
}
