namespace Outreach.Providers.Smtp;

/// <summary>When the relay and its successors are asked to report on a message (RFC 3461 §4.1).</summary>
[Flags]
public enum SmtpDsnNotify
{
    /// <summary>The server decides, which usually means failures and delays.</summary>
    ServerDefault = 0,

    /// <summary>When the message was delivered.</summary>
    Success = 1,

    /// <summary>When it cannot be delivered.</summary>
    Failure = 2,

    /// <summary>When the delivery takes long.</summary>
    Delay = 4,

    /// <summary>Never; cannot be combined with the others.</summary>
    Never = 8,
}
