using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>Reads delivery status notifications (RFC 3464).</summary>
internal static class StandardReportReader
{
    private const int MostRecipients = 100;
    private const int LongestDiagnostic = 2_000;

    internal static DeliveryReport? Read(ParsedMessage message) => message.DeliveryStatus is { } status
        ? Read(status, ReportText.Split(ReportText.Of(message)).Report, message.EnclosedMessage)
        : null;

    internal static DeliveryReport Read(DeliveryStatus status, string text, ParsedMessage? returned)
    {
        var recipients = new List<DeliveryReportRecipient>();
        foreach (var fields in status.Recipients)
        {
            if (recipients.Count == MostRecipients)
            {
                break;
            }

            if (ReadRecipient(fields, text, returned, status.Recipients.Count) is { } recipient
                && !recipients.Exists(known => known.Address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase)))
            {
                recipients.Add(recipient);
            }
        }

        return new DeliveryReport
        {
            IsStandard = true,
            Recipients = recipients,
            ReportingServer = MailWords.Cut(status.Message.Find("Reporting-MTA")?.ReadTyped().Value, 255),
            EnvelopeId = MailWords.Cut(status.Message["Original-Envelope-Id"], 255),
            ReturnedSubject = MailWords.Cut(returned?.Subject, 1_000),
        };
    }

    private static DeliveryReportRecipient? ReadRecipient(ParsedHeaders fields, string text, ParsedMessage? returned, int count)
    {
        if (!fields.Contains("Final-Recipient") && !fields.Contains("Original-Recipient"))
        {
            return null;
        }

        var original = AddressIn(fields, "Original-Recipient");
        var address = AddressIn(fields, "Final-Recipient") ?? original ?? (count == 1 ? FirstRecipient(returned) : null);
        if (address is null)
        {
            return null;
        }

        var diagnostic = fields.Find("Diagnostic-Code")?.ReadTyped().Value ?? "";
        var inText = ReportText.AboutRecipient(text, address, count == 1)
            ?? (original is null ? null : ReportText.AboutRecipient(text, original, count == 1))
            ?? (count == 1 ? MailWords.Cut(text, LongestDiagnostic) : null);

        // What the receiving server said is nearer to the truth than what the reporting one made of it.
        var status = StatusText.MoreTelling(StatusText.FindStatus(diagnostic), StatusText.FindStatus(fields["Status"] ?? ""));
        var reply = StatusText.FindReplyCode(diagnostic) ?? StatusText.FindReplyCode(inText);
        return new DeliveryReportRecipient
        {
            Address = MailWords.Cut(address, 320),
            OriginalAddress = original is null || original.Equals(address, StringComparison.OrdinalIgnoreCase) ? null : MailWords.Cut(original, 320),
            Action = ActionOf(fields["Action"], status),
            Status = status,
            ReplyCode = reply,
            Diagnostic = MailWords.Cut(diagnostic.Length > 0 ? diagnostic : inText ?? "", LongestDiagnostic),
            Reason = BounceClassifier.Classify(status, reply, string.Concat(diagnostic, "\n", inText)),
        };
    }

    private static string? FirstRecipient(ParsedMessage? returned) =>
        returned?.To.Mailboxes is [var first, ..] ? first.Address.ToString() : null;

    private static string? AddressIn(ParsedHeaders fields, string name)
    {
        if (fields.Find(name) is not { } field)
        {
            return null;
        }

        // Not decoded: an address may look like an encoded word.
        var text = field.RawText;
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var address = text[(semicolon + 1)..].Trim().Trim('<', '>', ' ');
        return address.Length == 0 || address[0] == '@' ? null : address;
    }

    private static DeliveryAction ActionOf(string? text, string? status)
    {
        var action = (text ?? "").AsSpan().Trim();
        return action switch
        {
            _ when action.StartsWith("failed", StringComparison.OrdinalIgnoreCase) => DeliveryAction.Failed,
            _ when action.StartsWith("delayed", StringComparison.OrdinalIgnoreCase) => DeliveryAction.Delayed,
            _ when action.StartsWith("delivered", StringComparison.OrdinalIgnoreCase) => DeliveryAction.Delivered,
            _ when action.StartsWith("relayed", StringComparison.OrdinalIgnoreCase) => DeliveryAction.Relayed,
            _ when action.StartsWith("expanded", StringComparison.OrdinalIgnoreCase) => DeliveryAction.Expanded,
            _ => status?[0] switch { '2' => DeliveryAction.Delivered, '4' => DeliveryAction.Delayed, _ => DeliveryAction.Failed },
        };
    }
}
