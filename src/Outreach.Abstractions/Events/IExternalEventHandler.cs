namespace Outreach;

/// <summary>
/// Takes events from outside. They hold at once, also for participants that a worker has leased: what the worker has prepared is refused by
/// the ledger. Safe for concurrent use.
/// </summary>
public interface IExternalEventHandler
{
    /// <summary>
    /// Records an event once by its key and applies what follows. A reply stops the sequence, or makes the next step due if it waits for a
    /// reply; a bounce, an unsubscribe and a complaint always stop it and suppress the address (a soft bounce stops without suppressing);
    /// the others are recorded. An event that names a message (<see cref="ExternalEvent.SendId"/>, <see cref="ExternalEvent.InReplyTo"/>) proves
    /// that it was accepted. What comes from strangers is dropped, unless it keeps an address from being written to.
    /// </summary>
    /// <exception cref="ArgumentException">A value is empty or too long, or the event names nobody; the message says what to set.</exception>
    Task<ExternalEventResult> HandleAsync(ExternalEvent externalEvent, CancellationToken cancellationToken = default);
}
