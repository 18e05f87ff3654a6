namespace Outreach;

/// <summary>How triggers are run in this process. Validated when the host starts.</summary>
public sealed class TriggerOptions
{
    /// <summary>Gets or sets how often contacts are looked for to whom rules for tags and inactivity apply, by the campaign's clock.</summary>
    /// <value>1 second to 24 hours. Default: 1 hour.</value>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long the keys of applied events are kept, by which repetitions are recognised.</summary>
    /// <value>1 day or more. Default: 400 days.</value>
    public TimeSpan EventKeys { get; set; } = TimeSpan.FromDays(400);
}
