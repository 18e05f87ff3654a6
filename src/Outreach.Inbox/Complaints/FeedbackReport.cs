namespace Outreach.Inbox;

/// <summary>A feedback report of a mailbox provider (RFC 5965).</summary>
public sealed record FeedbackReport
{
    /// <summary>Gets the type in lower case, such as <c>abuse</c>; empty if the report has none.</summary>
    public required string FeedbackType { get; init; }

    /// <summary>Gets the program that made the report, or <see langword="null"/>.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Gets the recipients who complain, as far as the report tells; providers often hide them. At most 100.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Gets the envelope sender of the message, or <see langword="null"/>.</summary>
    public string? OriginalSender { get; init; }

    /// <summary>Gets the address of the server that the message came from, or <see langword="null"/>.</summary>
    public string? SourceIp { get; init; }

    /// <summary>Gets the domain that the report is about, or <see langword="null"/>.</summary>
    public string? ReportedDomain { get; init; }

    /// <summary>Gets the subject of the message, or <see langword="null"/>.</summary>
    public string? ReturnedSubject { get; init; }

    /// <summary>Gets whether a person complains: <c>auth-failure</c> and <c>not-spam</c> are reports of another kind.</summary>
    public bool IsComplaint => FeedbackType is not ("auth-failure" or "not-spam" or "dmarc");
}
