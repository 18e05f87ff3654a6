namespace Outreach.Deliverability;

/// <summary>Schedules a look at each campaign that has ended. Nothing is looked at here, so that events are not held up.</summary>
internal sealed class AdvisorPublisher(IRecommendationStore store) : IEventPublisher
{
    public async Task<IReadOnlyList<EventDelivery>> PublishAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default)
    {
        foreach (var ended in events)
        {
            await store.ScheduleAsync(new ScheduledAdvice(ended.OrganisationId, ended.Subject, ended.At, 1), cancellationToken).ConfigureAwait(false);
        }

        return [.. events.Select(static _ => EventDelivery.Delivered)];
    }
}
