namespace Outreach.Storage.EfCore;

/// <summary>Adds events to the outbox within the context's transaction.</summary>
internal static class OutboxContextExtensions
{
    public static void AddEvent(this OutreachDbContext context, OutreachEvent? outreachEvent, EventSubscriptions subscriptions)
    {
        if (outreachEvent is not null)
        {
            context.Outbox.AddRange(subscriptions.SubscribersOf(outreachEvent.Type).Select(name => OutboxEntity.From(outreachEvent, name)));
        }
    }
}
