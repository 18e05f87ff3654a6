namespace Outreach.Inbox;

/// <summary>What a report says about one recipient.</summary>
public sealed record DeliveryReportRecipient
{
    /// <summary>Gets the address that delivery was tried to; as the report gives it, so not to be trusted.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the address that the message was sent to first, where it was forwarded and the report tells; else <see langword="null"/>.</summary>
    public string? OriginalAddress { get; init; }

    /// <summary>Gets what happened.</summary>
    public required DeliveryAction Action { get; init; }

    /// <summary>Gets the status code (RFC 3463) such as <c>5.1.1</c>, or <see langword="null"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the SMTP reply code such as 550, or <see langword="null"/>.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>Gets what the mail server said; at most 2,000 characters.</summary>
    public string Diagnostic { get; init; } = "";

    /// <summary>Gets the reason.</summary>
    public required BounceReason Reason { get; init; }

    /// <summary>
    /// Gets whether the address is bad for good: the mailbox or its domain does not exist, has moved, or takes no mail. Refusals for what a
    /// message says, where it came from or when it came are soft, even with a 5xx code: the address is still good.
    /// </summary>
    public bool IsHard => Reason is BounceReason.UnknownAddress or BounceReason.UnknownDomain or BounceReason.Moved or BounceReason.NoMailAccepted;
}
