namespace Outreach.Mime.Tests;

/// <summary>Reads everything that a parsed message offers.</summary>
internal static class ParsedMessageWalk
{
    /// <summary>Reads all values and checks what must hold for any input. Returns how many characters and bytes were decoded.</summary>
    public static long ReadAll(ParsedMessage message, int depth = 0)
    {
        var sum = ReadHeaders(message.Headers);
        sum += message.From.Mailboxes.Count + message.To.Mailboxes.Count + message.Cc.Mailboxes.Count + message.Bcc.Mailboxes.Count
            + message.ReplyTo.Mailboxes.Count + (message.Sender?.DisplayName.Length ?? 0);
        sum += (message.Subject?.Length ?? 0) + (message.MessageId?.Length ?? 0) + message.InReplyTo.Sum(id => id.Length)
            + message.References.Sum(id => id.Length) + (message.Date?.Year ?? 0) + (message.ReportType?.Length ?? 0);
        sum += (message.TextBody?.Length ?? 0) + (message.HtmlBody?.Length ?? 0) + message.Attachments.Count;
        sum += message.DeliveryStatus is { } status ? ReadHeaders(status.Message) + status.Recipients.Sum(ReadHeaders) : 0;
        sum += ReadHeaders(message.FeedbackReport) + ReadHeaders(message.DispositionNotification);
        Assert.True(message.Problems.Count <= 100);
        foreach (var part in message.Parts)
        {
            sum += ReadPart(part, depth);
        }

        return sum;
    }

    private static long ReadPart(ParsedPart part, int depth)
    {
        Assert.True(part.RawBody.Length <= part.Raw.Length);
        Assert.True(part.Parent is null || part.Depth == part.Parent.Depth + 1);
        Assert.All(part.Children, child => Assert.Same(part, child.Parent));
        var sum = part.MediaType.Length + (part.FileName?.Length ?? 0) + (part.ContentId?.Length ?? 0) + part.TransferEncoding.Length + part.ToString().Length;
        sum += part.Disposition?.Parameters.Count ?? 0;
        foreach (var parameter in part.ContentType.Parameters)
        {
            Assert.Equal(-1, parameter.Value.AsSpan().IndexOfAny("\r\n\0"));
        }

        sum += part.IsAttachment ? 1 : 0;
        if (part.Children.Count == 0)
        {
            sum += part.ReadContent().Length + part.ReadText().Length + part.ReadText(unflow: false).Length;
        }

        // What a parse found itself is in the list of parts already; what was decoded is a parse of its own.
        return sum + (part.Children.Count == 0 && depth < 3 && part.Message is { } message ? ReadAll(message, depth + 1) : 0);
    }

    private static long ReadHeaders(ParsedHeaders? headers)
    {
        var sum = 0L;
        foreach (var header in headers ?? (IEnumerable<ParsedHeader>)[])
        {
            Assert.Equal(-1, header.Value.AsSpan().IndexOfAny("\r\n\0"));
            sum += header.Name.Length + header.Value.Length + header.ReadTyped().Value.Length + header.ToString().Length + header.Raw.Length;
        }

        return sum;
    }
}
