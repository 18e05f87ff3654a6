using System.ComponentModel.DataAnnotations;

namespace Outreach;

/// <summary>How events are delivered from the outbox to their subscribers. Validated when the host starts.</summary>
public sealed class EventOptions
{
    /// <summary>
    /// Gets or sets whether this process delivers events. Processes that change campaigns or sends register the same subscriptions all the
    /// same: what waits in the outbox is delivered by those that do.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsDispatcher { get; set; } = true;

    /// <summary>Gets or sets how many events are delivered, and removed from the outbox, at a time.</summary>
    /// <value>1 to 1,000. Default: 200.</value>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>Gets or sets how often the outbox is looked at while it is empty.</summary>
    /// <value>10 milliseconds to 10 minutes. Default: 1 second.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how long a batch may take. After that its delivery is cancelled, and other processes may deliver it again.
    /// </summary>
    /// <value>5 seconds to 1 hour. Default: 2 minutes.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how often an event is tried before it is set aside.</summary>
    /// <value>1 to 100. Default: 15, which is about 4 hours with the default pauses.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 15;

    /// <summary>Gets or sets the pause after the first failure; it doubles with each further one.</summary>
    /// <value>1 millisecond to <see cref="LongestRetry"/>. Default: 1 second.</value>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the longest pause between two attempts.</summary>
    /// <value>Up to 24 hours. Default: 1 hour.</value>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);
}
