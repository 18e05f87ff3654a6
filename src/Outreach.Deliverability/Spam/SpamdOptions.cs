namespace Outreach.Deliverability;

/// <summary>Where SpamAssassin's <c>spamd</c> is, and how long it may take.</summary>
public sealed class SpamdOptions
{
    /// <summary>Gets or sets the host.</summary>
    /// <value>A name or an address. Default: <c>127.0.0.1</c>.</value>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Gets or sets the port.</summary>
    /// <value>1 to 65,535. Default: 783.</value>
    public int Port { get; set; } = 783;

    /// <summary>Gets or sets the user whose settings count; <see langword="null"/> for those of the server.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets how long connecting may take.</summary>
    /// <value>10 ms to 1 minute. Default: 5 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a check may take in all.</summary>
    /// <value>10 ms to 10 minutes. Default: 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the largest message that is sent to it, in octets; a longer one is cut, as spam is short.</summary>
    /// <value>1 KiB to 64 MiB. Default: 512,000.</value>
    public int MaxMessageBytes { get; set; } = 512_000;

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "Set SpamdOptions.Host to the host of spamd.";
        }

        if (Port is < 1 or > 65_535)
        {
            yield return "Set SpamdOptions.Port to a value from 1 to 65535.";
        }

        if (User?.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0)
        {
            yield return "Set SpamdOptions.User to a name of printable ASCII without blanks.";
        }

        if (ConnectTimeout < TimeSpan.FromMilliseconds(10) || ConnectTimeout > TimeSpan.FromMinutes(1))
        {
            yield return "Set SpamdOptions.ConnectTimeout to a value from 10 ms to 1 minute.";
        }

        if (Timeout < TimeSpan.FromMilliseconds(10) || Timeout > TimeSpan.FromMinutes(10))
        {
            yield return "Set SpamdOptions.Timeout to a value from 10 ms to 10 minutes.";
        }

        if (MaxMessageBytes is < 1024 or > 64 << 20)
        {
            yield return "Set SpamdOptions.MaxMessageBytes to a value from 1024 to 67108864.";
        }
    }
}
