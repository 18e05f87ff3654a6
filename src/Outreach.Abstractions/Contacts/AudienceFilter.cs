namespace Outreach;

/// <summary>Selects contacts. All conditions that are set must hold; a filter with none selects every contact.</summary>
public sealed record AudienceFilter
{
    /// <summary>Gets a filter that selects every contact.</summary>
    public static AudienceFilter Everyone { get; } = new();

    /// <summary>Gets whether the contact must have a mail address (<see langword="true"/>), must not (<see langword="false"/>), or either.</summary>
    public bool? HasEmail { get; init; }

    /// <summary>Gets whether the contact must have a Telegram id (<see langword="true"/>), must not (<see langword="false"/>), or either.</summary>
    public bool? HasTelegram { get; init; }

    /// <summary>Gets tags of which the contact must have at least one; empty for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
