namespace Outreach.Deliverability;

/// <summary>Looks at the body as a whole: its parts, its words, its size.</summary>
internal static class BodyChecks
{
    /// <summary>Where Gmail cuts a message off, in octets of HTML.</summary>
    private const int ClippedAt = 102 * 1024;

    private const int LargeMessage = 10 << 20;
    private const int ManyPhrases = 3;

    public static void Run(ContentScan scan)
    {
        var text = scan.Message.TextBody;
        var html = scan.Message.HtmlBody;
        if (string.IsNullOrWhiteSpace(text) && string.IsNullOrWhiteSpace(html))
        {
            scan.Add(FindingSeverity.Error, "body.empty", "The message has no text.", "", "Write one.");
            return;
        }

        if (html is not null && string.IsNullOrWhiteSpace(text))
        {
            scan.Add(FindingSeverity.Warning, "body.no-text-part", "There is no text part beside the HTML.", "", "Add one; Outreach.Templating makes it from the HTML.");
        }

        var size = System.Text.Encoding.UTF8.GetByteCount(scan.Html);
        if (size > ClippedAt)
        {
            scan.Add(FindingSeverity.Warning, "body.clipped", $"The HTML has {size / 1024} kB; Gmail cuts off after 102 kB, with it the unsubscribe link.", "", "Shorten it; style sheets that were moved into elements make most of it.");
        }

        if (scan.Message.Root.Raw.Length > LargeMessage)
        {
            scan.Add(FindingSeverity.Warning, "body.large", $"The message has {scan.Message.Root.Raw.Length >> 20} MB; many receivers refuse that.", "", "Link to large files instead of attaching them.");
        }

        CheckWords(scan);
    }

    private static void CheckWords(ContentScan scan)
    {
        var phrases = SpamPhrases.Find(scan.VisibleText).ToList();
        if (phrases.Count > 0)
        {
            scan.Add(phrases.Count >= ManyPhrases ? FindingSeverity.Warning : FindingSeverity.Notice, "body.phrases", $"The text has {phrases.Count} phrases that spam has.", string.Join(", ", phrases), "Say it plainly.");
        }

        var words = scan.VisibleText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var shouted = words.Where(word => word.Length > 3 && word.All(character => !char.IsLetter(character) || char.IsUpper(character)) && word.Any(char.IsLetter)).ToList();
        if (words.Length > 20 && shouted.Count > words.Length * 0.2)
        {
            scan.Add(FindingSeverity.Warning, "body.capitals", "Much of the text is in capitals.", string.Join(' ', shouted.Take(8)), "Write it as sentences.");
        }
    }
}
