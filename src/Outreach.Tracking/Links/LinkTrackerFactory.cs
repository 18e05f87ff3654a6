namespace Outreach.Tracking;

/// <summary>Makes the trackers of messages.</summary>
internal sealed class LinkTrackerFactory : IMessageTrackerFactory
{
    public IMessageTracker Create(ITokenProtector tokens, Uri publicBaseUri)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(publicBaseUri);
        return new LinkTracker(tokens, publicBaseUri);
    }
}
