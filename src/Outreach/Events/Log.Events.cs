using Microsoft.Extensions.Logging;

namespace Outreach;

/// <content>The outbox, retention and erasure.</content>
internal static partial class Log
{
    [LoggerMessage(30, LogLevel.Warning, "Event {EventId} ({EventType}) could not be delivered to {Subscriber}, attempt {Attempt}; it is tried again later.")]
    public static partial void EventFailed(ILogger logger, Guid eventId, string eventType, string subscriber, int attempt);

    [LoggerMessage(31, LogLevel.Error, "Event {EventId} ({EventType}) is set aside for {Subscriber} after {Attempt} attempts; see IEventOutbox.ReadParkedAsync.")]
    public static partial void EventSetAside(ILogger logger, Guid eventId, string eventType, string subscriber, int attempt);

    [LoggerMessage(32, LogLevel.Error, "Events can't be delivered to {Subscriber} at the moment; they wait in the outbox.")]
    public static partial void EventsHeld(ILogger logger, Exception exception, string subscriber);

    [LoggerMessage(33, LogLevel.Warning, "The handler failed at event {EventId} ({EventType}).")]
    public static partial void EventHandlerFailed(ILogger logger, Exception exception, Guid eventId, string eventType);

    [LoggerMessage(34, LogLevel.Information, "Retention: {Count} rows were removed or cleared.")]
    public static partial void Forgotten(ILogger logger, long count);

    [LoggerMessage(35, LogLevel.Error, "Retention failed; it goes on at its next turn.")]
    public static partial void RetentionFailed(ILogger logger, Exception exception);

    [LoggerMessage(36, LogLevel.Warning, "The backlog could not be counted.")]
    public static partial void BacklogUnknown(ILogger logger, Exception exception);
}
