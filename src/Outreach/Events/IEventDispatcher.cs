namespace Outreach;

/// <summary>
/// Delivers what waits in the outbox. A hosted service calls it for the life of the host; programs that run the engine themselves, and tests,
/// call it when they want.
/// </summary>
public interface IEventDispatcher
{
    /// <summary>Delivers to every subscriber what is due now and no other process holds.</summary>
    /// <param name="cancellationToken">Stops after the event that is being delivered.</param>
    /// <returns>How many events were delivered.</returns>
    /// <exception cref="AggregateException">Publishers could not publish anything at the moment; the others were served.</exception>
    Task<int> DispatchDueAsync(CancellationToken cancellationToken = default);
}
