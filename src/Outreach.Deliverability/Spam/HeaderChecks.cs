namespace Outreach.Deliverability;

/// <summary>Looks at the fields that bulk mail must have.</summary>
internal static class HeaderChecks
{
    public static void Run(ContentScan scan)
    {
        var headers = scan.Message.Headers;
        if (scan.Message.From.Mailboxes.Count != 1)
        {
            scan.Add(FindingSeverity.Error, "header.from", "There is not exactly one sender in From; DMARC can't pass then.", headers["From"] ?? "", "Name one.");
        }

        if (headers["List-Unsubscribe"] is not { } unsubscribe)
        {
            scan.Add(FindingSeverity.Warning, "header.unsubscribe", "There is no List-Unsubscribe; Gmail, Yahoo and Microsoft want it in bulk mail.", "", "Let the campaign add it (RFC 8058).");
        }
        else if (!unsubscribe.Contains("https:", StringComparison.OrdinalIgnoreCase) || !headers.Contains("List-Unsubscribe-Post"))
        {
            scan.Add(FindingSeverity.Warning, "header.one-click", "Unsubscribing takes more than one click (RFC 8058).", unsubscribe, "Add an https: address and List-Unsubscribe-Post.");
        }

        if (scan.Message.Date is null)
        {
            scan.Add(FindingSeverity.Warning, "header.date", "There is no Date.", "", "Add one.");
        }

        if (scan.Message.MessageId is null)
        {
            scan.Add(FindingSeverity.Warning, "header.message-id", "There is no Message-ID.", "", "Add one.");
        }
    }
}
