namespace Outreach.Providers.Smtp;

/// <summary>
/// How long to wait for the relay. The defaults are the minima of RFC 5321 §4.5.3.2. Each may be 0.1 seconds to 1 hour.
/// </summary>
public sealed class SmtpTimeouts
{
    /// <summary>Gets or sets how long the name lookup and the connection to one address may take.</summary>
    /// <value>Default: 30 seconds.</value>
    [SmtpDuration]
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the time for the TLS handshake.</summary>
    /// <value>Default: 1 minute.</value>
    [SmtpDuration]
    public TimeSpan Handshake { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the time for the greeting (RFC 5321 §4.5.3.2.1).</summary>
    /// <value>Default: 5 minutes.</value>
    [SmtpDuration]
    public TimeSpan Greeting { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the time for the answer to MAIL, EHLO, STARTTLS, AUTH and RSET (RFC 5321 §4.5.3.2.2).</summary>
    /// <value>Default: 5 minutes.</value>
    [SmtpDuration]
    public TimeSpan Command { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the time for the answer to RCPT (RFC 5321 §4.5.3.2.3).</summary>
    /// <value>Default: 5 minutes.</value>
    [SmtpDuration]
    public TimeSpan Recipient { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the time for the answer to DATA (RFC 5321 §4.5.3.2.4).</summary>
    /// <value>Default: 2 minutes.</value>
    [SmtpDuration]
    public TimeSpan DataStart { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how long one write may be held up by the relay (RFC 5321 §4.5.3.2.5).</summary>
    /// <value>Default: 3 minutes.</value>
    [SmtpDuration]
    public TimeSpan DataBlock { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Gets or sets the time for the answer to the end of the message (RFC 5321 §4.5.3.2.6). Giving up early leaves messages in doubt that
    /// the relay has accepted: a lease on a participant must be longer than this.
    /// </summary>
    /// <value>Default: 10 minutes.</value>
    [SmtpDuration]
    public TimeSpan DataEnd { get; set; } = TimeSpan.FromMinutes(10);
}
