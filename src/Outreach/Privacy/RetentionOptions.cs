using System.ComponentModel.DataAnnotations;

namespace Outreach;

/// <summary>How long what was recorded is kept. Validated when the host starts. Ages are measured by the campaign's clock.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// Gets or sets how long delivery events are kept: replies, bounces and the like, with the keys by which repetitions are recognised.
    /// </summary>
    /// <value>30 days or more, or <see langword="null"/> to keep them. Default: <see langword="null"/>.</value>
    public TimeSpan? DeliveryEvents { get; set; }

    /// <summary>Gets or sets how long the texts of providers' replies are kept, which may name addresses. Codes stay.</summary>
    /// <value>1 day or more, or <see langword="null"/> to keep them. Default: <see langword="null"/>.</value>
    public TimeSpan? ReplyTexts { get; set; }

    /// <summary>Gets or sets how long participants and sends are kept after their campaign was completed; its numbers shrink with them.</summary>
    /// <value>1 day or more, or <see langword="null"/> to keep them. Default: <see langword="null"/>.</value>
    public TimeSpan? Participants { get; set; }

    /// <summary>Gets or sets how long events are kept that could not be delivered and were set aside.</summary>
    /// <value>1 day or more. Default: 30 days.</value>
    public TimeSpan ParkedEvents { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Gets or sets how often it is looked for what is old.</summary>
    /// <value>1 second to 24 hours. Default: 1 hour.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how many rows are forgotten in one transaction: small ones let the send path in between.</summary>
    /// <value>1 to 10,000. Default: 500.</value>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;
}
