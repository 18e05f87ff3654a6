using System.Text;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>The reference mail: subject 80 B, text 694 B, HTML 8.2 KB, 10.3 KB on the wire; not ASCII, so that its bodies are quoted-printable.</summary>
internal static class ReferenceMail
{
    public const string Url = "https://example.com/u/AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw";

    public static readonly Mailbox From = Mailbox.Parse("Ann Lee <ann.lee@mail.example.com>");

    public static readonly Mailbox To = Mailbox.Parse("Robert Miller <robert.miller@customer.example.org>");

    public static readonly MessageId Id = MessageId.Create("01hx7c3v9q.8842.3", "mail.example.com");

    public static readonly DateTimeOffset Date = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    public static readonly ListUnsubscribe Unsubscribe = new(Url);

    public static readonly string Subject = Pad("Robert, five offers for Miller & Sons that end on Friday \u2014 have a look ", 80, "now! ");

    public static readonly string Text = Pad(
        "Hello Robert,\r\n\r\nthese are the five offers that we picked for Miller & Sons this week \u2014 all of them from stock:\r\n\r\n" +
        string.Concat(Enumerable.Range(1, 5).Select(i => $"* Product number {i}: \u20AC {i * 19},90 instead of \u20AC {i * 25},00\r\n")) + "\r\n",
        694,
        "If you have questions, just answer this mail.\r\n");

    public static readonly string Html = Pad(
        "<!doctype html>\r\n<html lang=\"en\">\r\n<head><meta charset=\"utf-8\"><title>Five offers</title></head>\r\n<body style=\"margin:0;padding:0;background:#f4f4f4\">\r\n" +
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\r\n<tr><td align=\"center\">\r\n<p style=\"font:16px/24px Arial,sans-serif\">Hello Robert,</p>\r\n" +
        string.Concat(Enumerable.Range(1, 5).Select(Product)) + "</td></tr></table>\r\n",
        8200,
        "<p style=\"font:14px/20px Arial,sans-serif;color:#333333;margin:0 0 12px 0\">If you have questions, just answer this mail; we are glad to help you.</p>\r\n");

    public static readonly byte[] SubjectBytes = Encoding.UTF8.GetBytes(Subject);

    public static readonly byte[] TextBytes = Encoding.UTF8.GetBytes(Text);

    public static readonly byte[] HtmlBytes = Encoding.UTF8.GetBytes(Html);

    public static PreparedMessage Prepare() => PreparedMessage.Create(new MessageBlueprint
    {
        Id = "reference/1",
        From = From,
        Bodies = BodyFormats.Text | BodyFormats.Html,
        ReplyTo = [From],
        FeedbackId = "c42:acme:outreach:example",
    });

    private static string Product(int i) =>
        $"<div style=\"padding:12px 24px;border-bottom:1px solid #dddddd\"><a href=\"https://example.com/p/{i}?c=42&amp;r=8842\" style=\"color:#0055aa;text-decoration:none\">" +
        $"<img src=\"https://example.com/i/{i}.png\" width=\"120\" height=\"80\" alt=\"Product number {i}\"></a>\r\n<b>Product number {i}</b>\r\n" +
        $"<p style=\"font:14px/20px Arial,sans-serif;color:#333333;margin:0\">\u20AC {i * 19},90 instead of \u20AC {i * 25},00 \u2014 while stocks last.</p></div>\r\n";

    private static string Pad(string start, int bytes, string filler)
    {
        var text = new StringBuilder(start);
        var missing = bytes - Encoding.UTF8.GetByteCount(start);
        for (var i = 0; i < missing; i++)
        {
            text.Append(filler[i % filler.Length]);
        }

        return text.ToString();
    }

    /// <summary>What changes from one recipient to the next.</summary>
    public static MessageValues Values() => new()
    {
        To = To,
        MessageId = Id,
        Date = Date,
        Subject = SubjectBytes,
        Text = TextBytes,
        Html = HtmlBytes,
        ListUnsubscribe = Unsubscribe,
    };
}
