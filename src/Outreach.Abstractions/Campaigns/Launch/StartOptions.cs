namespace Outreach;

/// <summary>How to start a campaign.</summary>
public sealed record StartOptions
{
    /// <summary>Gets whether the campaign is started in spite of what the pre-launch check calls an error. Default: <see langword="false"/>.</summary>
    public bool IgnoreErrors { get; init; }
}
