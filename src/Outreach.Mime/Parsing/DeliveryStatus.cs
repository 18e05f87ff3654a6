namespace Outreach.Mime;

/// <summary>The fields of a <c>message/delivery-status</c> part (RFC 3464 §2.1).</summary>
public sealed class DeliveryStatus
{
    private DeliveryStatus(ParsedHeaders message, IReadOnlyList<ParsedHeaders> recipients)
    {
        Message = message;
        Recipients = recipients;
    }

    /// <summary>Gets the fields about the message: <c>Reporting-MTA</c>, <c>Original-Envelope-Id</c>, <c>Arrival-Date</c>, … May be empty.</summary>
    public ParsedHeaders Message { get; }

    /// <summary>Gets the fields about each recipient: <c>Final-Recipient</c>, <c>Action</c>, <c>Status</c>, <c>Diagnostic-Code</c>, …</summary>
    /// <remarks>Values such as <c>rfc822; someone@example.com</c> are split by <see cref="ParsedHeader.ReadTyped"/>.</remarks>
    public IReadOnlyList<ParsedHeaders> Recipients { get; }

    internal static DeliveryStatus Read(ParsedPart part)
    {
        var groups = FieldGroups.Read(part.ReadContent(), part.Document.Options);
        var first = groups.Count > 0 && !IsRecipient(groups[0]) ? 1 : 0;
        var message = first == 1 ? groups[0] : FieldGroups.Empty;

        // Servers put empty lines in the middle of a recipient's fields, too: what names no recipient goes to the one before.
        return new DeliveryStatus(message, groups.Skip(first).ToList());
    }

    private static bool IsRecipient(ParsedHeaders fields) =>
        fields.Contains("Final-Recipient") || fields.Contains("Original-Recipient") || fields.Contains("Action") || fields.Contains("Status");
}
