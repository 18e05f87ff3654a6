namespace Outreach;

/// <summary>
/// The host's code that runs when something has happened, after it was committed. Each event is given at least once: a handler that throws,
/// or a process that dies, sees the event again, with the same id. Register it with <c>AddEventHandler</c>.
/// </summary>
public interface IOutreachEventHandler
{
    /// <summary>Handles an event. Whatever it throws makes the event come again later, with growing pauses.</summary>
    /// <param name="outreachEvent">The event.</param>
    /// <param name="cancellationToken">Cancelled when the host is stopping; the event then comes again.</param>
    ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default);
}
