namespace Outreach.Providers.Smtp;

/// <summary>What <see cref="SmtpReplyParser"/> found.</summary>
internal enum SmtpReplyStatus
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>The reply is complete.</summary>
    Complete,

    /// <summary>These bytes are no reply, or a bound was passed: nothing that follows on this connection can be trusted.</summary>
    Malformed,
}
