namespace Outreach.Inbox;

/// <summary>What a report says about the delivery of a message.</summary>
public sealed record DeliveryReport
{
    /// <summary>Gets whether the report has the standard form (RFC 3464), rather than having been read from a text for people.</summary>
    public required bool IsStandard { get; init; }

    /// <summary>Gets the recipients that the report is about; at most 100. May be empty when a text names none.</summary>
    public required IReadOnlyList<DeliveryReportRecipient> Recipients { get; init; }

    /// <summary>Gets the mail server that reports, or <see langword="null"/>.</summary>
    public string? ReportingServer { get; init; }

    /// <summary>Gets the envelope id of the message (RFC 3464 §2.2.1), or <see langword="null"/>.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Gets the subject of the returned message, or <see langword="null"/>.</summary>
    public string? ReturnedSubject { get; init; }

    /// <summary>Gets whether any recipient's address is bad for good.</summary>
    public bool IsHard => Recipients.Any(static recipient => recipient is { Action: DeliveryAction.Failed, IsHard: true });
}
