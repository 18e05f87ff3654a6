namespace Outreach;

/// <summary>How one line of a provider's checklist is.</summary>
public enum ProviderFindingStatus
{
    /// <summary>It can't be told: the provider doesn't say, or can't be asked with these credentials.</summary>
    Unknown = 0,

    /// <summary>In good order.</summary>
    Passed = 1,

    /// <summary>Messages go out, but something should be mended.</summary>
    Warning = 2,

    /// <summary>Messages will be refused, or events lost, until it is mended.</summary>
    Failed = 3,
}
