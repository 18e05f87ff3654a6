namespace Outreach.Deliverability;

/// <summary>How a <see cref="SmtpMailboxProbe"/> asks.</summary>
/// <remarks>
/// Receivers watch for hosts that ask much and send nothing, and block them. Probe from an address that sends no campaigns, seldom, and only
/// addresses that you may mail.
/// </remarks>
public sealed class SmtpProbeOptions
{
    /// <summary>Gets or sets the name that the probe gives itself (<c>EHLO</c>): that of the host, with matching DNS.</summary>
    public string HeloName { get; set; } = "";

    /// <summary>Gets or sets the sender that it names (<c>MAIL FROM</c>); empty for none, as bounces have it.</summary>
    public string MailFrom { get; set; } = "";

    /// <summary>Gets or sets the port.</summary>
    /// <value>1 to 65,535. Default: 25.</value>
    public int Port { get; set; } = 25;

    /// <summary>Gets or sets how long asking one host may take in all.</summary>
    /// <value>100 ms to 5 minutes. Default: 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long to wait between two connections to one mail exchanger.</summary>
    /// <value>0 to 1 hour. Default: 10 seconds.</value>
    public TimeSpan PauseByHost { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how many connections are open at a time, over all hosts.</summary>
    /// <value>1 to 50. Default: 2.</value>
    public int Connections { get; set; } = 2;

    /// <summary>Gets or sets whether an accepted address is followed by one that can't exist, to find servers that accept everything.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool DetectCatchAll { get; set; } = true;

    internal IEnumerable<string> Problems()
    {
        if (!Dns.DnsName.TryNormalize(HeloName, out var name) || !name.Contains('.', StringComparison.Ordinal))
        {
            yield return "Set SmtpProbeOptions.HeloName to the full name of this host, such as probe.example.com.";
        }

        if (MailFrom.Length > 0 && !Mime.EmailAddress.TryParse(MailFrom, out _))
        {
            yield return "Set SmtpProbeOptions.MailFrom to an address, or leave it empty.";
        }

        if (Port is < 1 or > 65_535)
        {
            yield return "Set SmtpProbeOptions.Port to a value from 1 to 65535.";
        }

        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(5))
        {
            yield return "Set SmtpProbeOptions.Timeout to a value from 100 ms to 5 minutes.";
        }

        if (PauseByHost < TimeSpan.Zero || PauseByHost > TimeSpan.FromHours(1))
        {
            yield return "Set SmtpProbeOptions.PauseByHost to a value from 0 to 1 hour.";
        }

        if (Connections is < 1 or > 50)
        {
            yield return "Set SmtpProbeOptions.Connections to a value from 1 to 50.";
        }
    }
}
