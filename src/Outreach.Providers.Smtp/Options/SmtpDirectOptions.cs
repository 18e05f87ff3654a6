using System.ComponentModel.DataAnnotations;

namespace Outreach.Providers.Smtp;

/// <summary>Settings of delivery to the recipients' own mail servers. Validated when the host starts.</summary>
public sealed class SmtpDirectOptions
{
    /// <summary>Gets or sets the greatest number of connections to one mail exchanger; <see cref="SmtpOptions.MaxConnections"/> bounds all together.</summary>
    /// <value>1 to 256. Default: 4.</value>
    [Range(1, 256)]
    public int MaxConnectionsPerHost { get; set; } = 4;

    /// <summary>Gets or sets how many mail exchangers one attempt tries at most.</summary>
    /// <value>1 to 20. Default: 5.</value>
    [Range(1, 20)]
    public int MaxHosts { get; set; } = 5;

    /// <summary>Gets or sets how many addresses of a mail exchanger one attempt tries at most. IPv4 addresses come first.</summary>
    /// <value>1 to 16. Default: 2.</value>
    [Range(1, 16)]
    public int MaxAddressesPerHost { get; set; } = 2;

    /// <summary>Gets or sets after what time an attempt tries no other mail exchanger.</summary>
    /// <value>0.1 seconds to 1 hour. Default: 2 minutes.</value>
    [SmtpDuration]
    public TimeSpan SearchTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Gets or sets how long a mail exchanger that could not be reached or did not want to talk is passed over; where a domain has no other, its messages
    /// are put off at once. <see cref="TimeSpan.Zero"/> to try it with every message.
    /// </summary>
    /// <value>0 to 1 hour. Default: 30 seconds.</value>
    public TimeSpan HostBackOff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets whether mail exchangers may have addresses of private networks or of this machine. Anybody can publish such an address, and have this
    /// host connect to its neighbours.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }
}
