using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Outreach.Events.RabbitMq;

/// <summary>The broker, and where events go. Validated when the host starts.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>Gets or sets the broker's host name or address. With TLS it must stand in the broker's certificate.</summary>
    /// <value>Required.</value>
    [Required(ErrorMessage = "RabbitMqOptions.HostName is missing: set it to the name of your broker, for example rabbitmq.example.com.")]
    public string HostName { get; set; } = "";

    /// <summary>Gets or sets the port.</summary>
    /// <value>1 to 65535. Default: 5671, the port for TLS.</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 5671;

    /// <summary>Gets or sets whether the connection is protected by TLS. Without it only a broker on the same machine may be used.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UseTls { get; set; } = true;

    /// <summary>
    /// Gets or sets authorities that are trusted instead of the system's, for brokers with certificates of a private authority or of their own.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the system's.</value>
    public X509Certificate2Collection? TrustedRoots { get; set; }

    /// <summary>Gets or sets the virtual host.</summary>
    /// <value>Default: <c>/</c>.</value>
    [Required]
    public string VirtualHost { get; set; } = "/";

    /// <summary>Gets or sets the user name.</summary>
    /// <value>Required.</value>
    [Required(ErrorMessage = "RabbitMqOptions.UserName is missing.")]
    public string UserName { get; set; } = "";

    /// <summary>Gets or sets the password. Never logged.</summary>
    /// <value>Required.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [Required(ErrorMessage = "RabbitMqOptions.Password is missing: take it from the host's secrets.")]
    public string Password { get; set; } = "";

    /// <summary>Gets or sets who makes the exchange and queues.</summary>
    /// <value>Default: <see cref="RabbitMqTopology.Declare"/>.</value>
    [EnumDataType(typeof(RabbitMqTopology))]
    public RabbitMqTopology Topology { get; set; }

    /// <summary>Gets or sets the topic exchange that events are published to; their routing keys are their names.</summary>
    /// <value>1 to 255 characters. Default: <c>outreach.events</c>.</value>
    [Required]
    [StringLength(255, MinimumLength = 1)]
    public string Exchange { get; set; } = "outreach.events";

    /// <summary>
    /// Gets or sets whether an event for which no queue is bound counts as failed: it is tried again, and set aside in the end. Without it
    /// such an event is dropped by the broker.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequireRoute { get; set; } = true;

    /// <summary>Gets or sets how long connecting, and the broker's confirmation of a batch, may take.</summary>
    /// <value>1 second to 5 minutes. Default: 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
