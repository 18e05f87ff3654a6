namespace Outreach.Providers.Smtp;

/// <summary>How much of the message a delivery status notification returns (RFC 3461 §4.3).</summary>
public enum SmtpDsnReturn
{
    /// <summary>The headers only.</summary>
    Headers = 0,

    /// <summary>The full message.</summary>
    Full = 1,
}
