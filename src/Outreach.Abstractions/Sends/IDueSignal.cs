namespace Outreach;

/// <summary>
/// Wakes idle workers when something may have become due: contacts were enrolled, a campaign was started, a reply moved somebody on. Stores may
/// register it; workers poll all the same, since a signal can get lost with a connection.
/// </summary>
public interface IDueSignal
{
    /// <summary>Gets a task that completes at the next signal. Take it before you look for what is due, so that none is missed.</summary>
    Task Next { get; }
}
