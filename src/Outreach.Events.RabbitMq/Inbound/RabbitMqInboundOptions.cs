using System.ComponentModel.DataAnnotations;

namespace Outreach.Events.RabbitMq;

/// <summary>Where messages from contacts come from that other systems received. Validated when the host starts.</summary>
public sealed class RabbitMqInboundOptions
{
    /// <summary>
    /// Gets or sets the queue to read. Declared as a durable quorum queue, together with a queue of the same name and <c>.invalid</c> for what
    /// can't be used.
    /// </summary>
    /// <value>1 to 240 characters. Default: <c>outreach.message.received</c>.</value>
    [Required]
    [StringLength(240, MinimumLength = 1)]
    public string Queue { get; set; } = "outreach.message.received";

    /// <summary>Gets or sets how many messages the broker hands over before the first is acknowledged.</summary>
    /// <value>1 to 1,000. Default: 32.</value>
    [Range(1, 1000)]
    public int Prefetch { get; set; } = 32;

    /// <summary>Gets or sets the size of the largest message that is read; larger ones go to the invalid ones.</summary>
    /// <value>1,024 to 16,777,216 bytes. Default: 524,288.</value>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 512 * 1024;

    /// <summary>Gets or sets how often a message is tried whose recording fails, for example since the database is away, with a second between.</summary>
    /// <value>1 to 10,000. Default: 100; then it goes to the invalid ones.</value>
    [Range(1, 10_000)]
    public int MaxDeliveries { get; set; } = 100;

    /// <summary>Gets the queue for what can't be used.</summary>
    internal string InvalidQueue => Queue + ".invalid";
}
