namespace Outreach.Providers.Smtp;

/// <summary>How the connection to the relay is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the first byte (RFC 8314 §3.3), usually on port 465. The default.</summary>
    ImplicitTls = 0,

    /// <summary>
    /// TLS after the STARTTLS command (RFC 3207), usually on port 587. Required: a server that does not offer it gets no message and no
    /// credentials.
    /// </summary>
    StartTls = 1,

    /// <summary>No protection. For a relay on the same machine or a network that is protected by other means.</summary>
    None = 2,

    /// <summary>
    /// TLS after STARTTLS where the server offers it, without looking at its certificate, and no protection where it does not or where TLS fails (RFC 7435):
    /// what mail servers do among each other. No credentials go over it.
    /// </summary>
    Opportunistic = 3,
}
