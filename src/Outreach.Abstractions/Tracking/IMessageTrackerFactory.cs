namespace Outreach;

/// <summary>
/// Makes trackers. Registered by whoever serves the addresses that tracked links and images lead to (<c>AddLinkTracking</c> of Outreach.Tracking); without
/// one nothing is tracked, and the pre-launch check says so. Safe for concurrent use.
/// </summary>
public interface IMessageTrackerFactory
{
    /// <summary>Makes a tracker, which is used for any number of messages.</summary>
    /// <param name="tokens">Makes and checks tokens.</param>
    /// <param name="publicBaseUri">The address under which the host serves links and images.</param>
    IMessageTracker Create(ITokenProtector tokens, Uri publicBaseUri);
}
