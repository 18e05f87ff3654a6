namespace Outreach.Samples;

internal enum SmtpLineStatus
{
    /// <summary>A line that ended with CRLF.</summary>
    Line,

    /// <summary>The client closed the connection.</summary>
    End,

    /// <summary>The line is longer than allowed.</summary>
    TooLong,

    /// <summary>A CR or LF stood alone, which RFC 5321 §2.3.8 forbids; servers that take it can be made to read one message as two.</summary>
    BareLineEnd,
}
