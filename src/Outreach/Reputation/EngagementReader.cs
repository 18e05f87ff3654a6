namespace Outreach;

/// <summary>Tells who is engaged: opened, clicked or replied within 90 days.</summary>
internal sealed class EngagementReader(IDeliveryEventStore events)
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);

    public async ValueTask<bool> IsEngagedAsync(Contact contact, DateTimeOffset now)
    {
        var all = await events.ListByContactAsync(contact.OrganisationId, contact.Id).ConfigureAwait(false);
        return all.Any(happened =>
            happened.Type is DeliveryEventType.Opened or DeliveryEventType.Clicked or DeliveryEventType.Replied && happened.At >= now - Span);
    }
}
