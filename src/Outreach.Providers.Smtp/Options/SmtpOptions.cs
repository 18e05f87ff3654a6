using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

/// <summary>Settings of one SMTP relay, or of delivery to the recipients' own mail servers. Validated when the host starts.</summary>
public sealed class SmtpOptions
{
    /// <summary>Gets or sets the relay's host name or address. With TLS it must stand in the relay's certificate.</summary>
    /// <value>Required, unless <see cref="Direct"/> is set: the recipients' domains say then which hosts there are.</value>
    public string Host { get; set; } = "";

    /// <summary>
    /// Gets or sets how mail is delivered to the recipients' own mail servers, found by DNS (RFC 5321 §5), or <see langword="null"/> for the relay of
    /// <see cref="Host"/>. <c>AddDirectSmtp</c> sets it together with the port and the protection that fit.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    [ValidateObjectMembers]
    public SmtpDirectOptions? Direct { get; set; }

    /// <summary>Gets or sets the relay's port.</summary>
    /// <value>1 to 65535. Default: 465, the port for TLS from the first byte.</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 465;

    /// <summary>Gets or sets how the connection is protected.</summary>
    /// <value>Default: <see cref="SmtpSecurity.ImplicitTls"/>.</value>
    [EnumDataType(typeof(SmtpSecurity))]
    public SmtpSecurity Security { get; set; }

    /// <summary>Gets or sets the user name for AUTH (RFC 4954), or <see langword="null"/> for none.</summary>
    public string? UserName { get; set; }

    /// <summary>Gets or sets the password for AUTH PLAIN or LOGIN. Never logged.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Password { get; set; }

    /// <summary>Gets or sets where OAuth 2.0 access tokens for AUTH XOAUTH2 come from; used instead of <see cref="Password"/>.</summary>
    public ISmtpTokenProvider? TokenProvider { get; set; }

    /// <summary>Gets or sets whether credentials may go over a connection without TLS.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowPlainTextAuthentication { get; set; }

    /// <summary>
    /// Gets or sets certificates that the relay's certificate may chain to instead of the system's, for a private authority or a self-signed
    /// certificate. <see langword="null"/> for the system's.
    /// </summary>
    public X509Certificate2Collection? TrustedRoots { get; set; }

    /// <summary>Gets or sets whether the relay's certificate is checked for revocation; one whose state is unknown is then refused.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool CheckCertificateRevocation { get; set; }

    /// <summary>
    /// Gets or sets the name in EHLO: a domain or an address literal such as <c>[192.0.2.1]</c> (RFC 5321 §4.1.1.1).
    /// </summary>
    /// <value>Default: <see langword="null"/>: this machine's name if it is fully qualified, or else the connection's address as a literal.</value>
    public string? LocalName { get; set; }

    /// <summary>Gets or sets the address of this machine to connect from, or <see langword="null"/> to let the system choose.</summary>
    public IPAddress? LocalAddress { get; set; }

    /// <summary>Gets or sets the greatest number of connections open at the same time.</summary>
    /// <value>1 to 1,024. Default: 8.</value>
    [Range(1, 1024)]
    public int MaxConnections { get; set; } = 8;

    /// <summary>Gets or sets after how many messages a connection is replaced; 0 for no limit.</summary>
    /// <value>0 to 1,000,000. Default: 100, which most relays allow.</value>
    [Range(0, 1_000_000)]
    public int MaxMessagesPerConnection { get; set; } = 100;

    /// <summary>Gets or sets after what time without use a connection is closed.</summary>
    /// <value>0.1 seconds to 1 hour. Default: 30 seconds.</value>
    [SmtpDuration]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long to wait for the relay's answers.</summary>
    /// <value>Default: the minima of RFC 5321 §4.5.3.2.</value>
    [Required]
    [ValidateObjectMembers]
    public SmtpTimeouts Timeouts { get; set; } = new();

    /// <summary>Gets or sets whether MAIL, RCPT and DATA are sent together where the relay allows it (PIPELINING, RFC 2920).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UsePipelining { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the envelope of the next waiting message is sent right behind the end of the one before (RFC 2920 §3.1), which
    /// saves a round trip. Its own content still waits for its own permission. Has an effect only if more messages are handed over at the same
    /// time than there are connections. It switches itself off for a relay that loses such envelopes or calls them out of order; the messages
    /// concerned go out over fresh connections.
    /// </summary>
    /// <value>
    /// Default: <see langword="false"/>: a message then waits for the one before it also when another connection is free earlier, and a relay that
    /// closes the connection after each message may take its last answer with it, which leaves that message in doubt.
    /// </value>
    public bool SendNextEnvelopeEarly { get; set; }

    /// <summary>
    /// Gets or sets whether messages are sent with BDAT where the relay allows it (CHUNKING, RFC 3030): they go out untouched, and one that
    /// may not be sent any more costs no connection.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool UseChunking { get; set; }

    /// <summary>
    /// Gets or sets whether the attempt's id (ENVID) and the original recipient (ORCPT) are sent where the relay allows it (DSN, RFC 3461),
    /// so that bounces name the attempt.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool UseDsn { get; set; } = true;

    /// <summary>Gets or sets how much of a message its bounce returns. Needs <see cref="UseDsn"/>.</summary>
    /// <value>Default: <see cref="SmtpDsnReturn.Headers"/>.</value>
    [EnumDataType(typeof(SmtpDsnReturn))]
    public SmtpDsnReturn DsnReturn { get; set; }

    /// <summary>Gets or sets when bounces are wanted. Needs <see cref="UseDsn"/>.</summary>
    /// <value>Default: <see cref="SmtpDsnNotify.ServerDefault"/>.</value>
    public SmtpDsnNotify DsnNotify { get; set; }

    /// <summary>
    /// Gets or sets what is called with each line of the protocol, for diagnosis, with credentials replaced by asterisks. It is called on the
    /// sending path, at the same time for several connections, and must not block.
    /// </summary>
    public Action<SmtpProtocolLine>? OnProtocolLine { get; set; }

    internal bool HasCredentials => TokenProvider is not null || Password is not null;

    /// <summary>Returns the relay and its protection, without credentials.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Direct is null ? Host : "direct")}:{Port} ({Security})");

    /// <summary>Makes the settings for one mail exchanger.</summary>
    internal SmtpOptions ForHost(string host, SmtpSecurity security)
    {
        var options = (SmtpOptions)MemberwiseClone();
        options.Host = host;
        options.Security = security;
        options.MaxConnections = Math.Min(MaxConnections, Direct!.MaxConnectionsPerHost);
        return options;
    }
}
