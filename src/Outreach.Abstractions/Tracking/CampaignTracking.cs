namespace Outreach;

/// <summary>What a campaign wants to know of its recipients. Both need a registered <see cref="IMessageTrackerFactory"/> and a public address.</summary>
public sealed record CampaignTracking
{
    /// <summary>Gets the value that tracks nothing.</summary>
    public static CampaignTracking None { get; } = new();

    /// <summary>Gets whether opens are tracked, by an image in the HTML body. Default: <see langword="false"/>.</summary>
    public bool Opens { get; init; }

    /// <summary>Gets whether clicks are tracked, by links of the HTML body that lead over the host. Default: <see langword="false"/>.</summary>
    public bool Clicks { get; init; }
}
