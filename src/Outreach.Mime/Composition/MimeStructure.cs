namespace Outreach.Mime;

/// <summary>
/// Writes a message from its Content-Type to its end: mixed (alternative (text, AMP, related (HTML, images)), attachments), each level only if
/// it's needed (RFC 2046 §5.1, RFC 2387).
/// </summary>
internal static class MimeStructure
{
    private const byte Mixed = (byte)'m';
    private const byte Alternative = (byte)'a';
    private const byte Related = (byte)'r';

    /// <summary>Writes the structure.</summary>
    /// <param name="sink">Where it goes, after the header's other fields.</param>
    /// <param name="content">What it's made of.</param>
    /// <param name="cuts">Takes the places of what is put in later; null if there's nothing such.</param>
    /// <returns>Whether a body went as 8bit.</returns>
    public static bool Write(ref MessageSink sink, in MimeContent content, List<MimeCut>? cuts)
    {
        if (content.Attachments.Count == 0)
        {
            var eightBit = WriteBodies(ref sink, content, cuts);
            if (!content.IsSinglePart)
            {
                sink.Write("\r\n"u8);
            }

            return eightBit;
        }

        Open(ref sink, content, Mixed);
        var usesEightBit = false;
        if (content.Formats != BodyFormats.None)
        {
            Part(ref sink, content, Mixed, isFirst: true);
            usesEightBit = WriteBodies(ref sink, content, cuts);
        }

        for (var i = 0; i < content.Attachments.Count; i++)
        {
            Part(ref sink, content, Mixed, isFirst: i == 0 && content.Formats == BodyFormats.None);
            WriteAttachment(ref sink, content.Attachments[i], "attachment"u8, cuts);
        }

        Close(ref sink, content, Mixed);
        sink.Write("\r\n"u8);
        return usesEightBit;
    }

    private static bool WriteBodies(ref MessageSink sink, in MimeContent content, List<MimeCut>? cuts)
    {
        switch (content.Formats)
        {
            case BodyFormats.None or BodyFormats.Text:
                return WriteBody(ref sink, content, BodyFormats.Text, cuts);
            case BodyFormats.Html:
                return WriteHtml(ref sink, content, cuts);
        }

        // The order is the sender's preference, best last; AMP stands before HTML because some programs show the last part only.
        var first = true;
        var eightBit = false;
        Open(ref sink, content, Alternative);
        if ((content.Formats & BodyFormats.Text) != BodyFormats.None)
        {
            Part(ref sink, content, Alternative, first);
            eightBit |= WriteBody(ref sink, content, BodyFormats.Text, cuts);
            first = false;
        }

        if ((content.Formats & BodyFormats.Amp) != BodyFormats.None)
        {
            Part(ref sink, content, Alternative, first);
            eightBit |= WriteBody(ref sink, content, BodyFormats.Amp, cuts);
        }

        if ((content.Formats & BodyFormats.Html) != BodyFormats.None)
        {
            Part(ref sink, content, Alternative, isFirst: false);
            eightBit |= WriteHtml(ref sink, content, cuts);
        }

        Close(ref sink, content, Alternative);
        return eightBit;
    }

    private static bool WriteHtml(ref MessageSink sink, in MimeContent content, List<MimeCut>? cuts)
    {
        if (content.InlineImages.Count == 0)
        {
            return WriteBody(ref sink, content, BodyFormats.Html, cuts);
        }

        Open(ref sink, content, Related);
        Part(ref sink, content, Related, isFirst: true);
        var eightBit = WriteBody(ref sink, content, BodyFormats.Html, cuts);
        foreach (var image in content.InlineImages)
        {
            Part(ref sink, content, Related, isFirst: false);
            WriteAttachment(ref sink, image, "inline"u8, cuts);
        }

        Close(ref sink, content, Related);
        return eightBit;
    }

    private static bool WriteBody(ref MessageSink sink, in MimeContent content, BodyFormats format, List<MimeCut>? cuts)
    {
        var body = format switch { BodyFormats.Text => content.Text, BodyFormats.Amp => content.Amp, _ => content.Html };
        sink.Write(format switch
        {
            BodyFormats.Text => "Content-Type: text/plain; charset=utf-8\r\n"u8,
            BodyFormats.Amp => "Content-Type: text/x-amp-html; charset=utf-8\r\n"u8,
            _ => "Content-Type: text/html; charset=utf-8\r\n"u8,
        });
        if (content.DeferBodies)
        {
            cuts!.Add(new MimeCut((int)sink.Length, format, null));
            return false;
        }

        return BodyWriter.Write(ref sink, body, content.AllowEightBit, content.IsSinglePart);
    }

    private static void WriteAttachment(ref MessageSink sink, Attachment attachment, ReadOnlySpan<byte> disposition, List<MimeCut>? cuts)
    {
        sink.Begin("Content-Type: "u8);
        sink.Put(attachment.MediaType);
        sink.End();
        sink.Write("Content-Transfer-Encoding: base64\r\n"u8);
        sink.Begin("Content-Disposition: "u8);
        sink.Put(disposition);
        ParameterText.Write(ref sink, "filename"u8, attachment.FileName);
        sink.End();
        HeaderFields.WriteMessageId(ref sink, "Content-ID: "u8, attachment.ContentId);
        sink.Write("\r\n"u8);
        if (attachment.IsStreamed)
        {
            cuts!.Add(new MimeCut((int)sink.Length, BodyFormats.None, attachment));
        }
        else
        {
            Base64Encoder.Write(ref sink, attachment.Content.Span);
        }
    }

    private static void Open(ref MessageSink sink, in MimeContent content, byte level)
    {
        sink.Write(level switch
        {
            Mixed => "Content-Type: multipart/mixed;\r\n boundary=\""u8,
            Related => "Content-Type: multipart/related; type=\"text/html\";\r\n boundary=\""u8,
            _ => "Content-Type: multipart/alternative;\r\n boundary=\""u8,
        });
        WriteBoundary(ref sink, content, level);
        sink.Write("\"\r\n\r\n"u8);
    }

    private static void Part(ref MessageSink sink, in MimeContent content, byte level, bool isFirst)
    {
        sink.Write(isFirst ? "--"u8 : "\r\n--"u8);
        WriteBoundary(ref sink, content, level);
        sink.Write("\r\n"u8);
    }

    private static void Close(ref MessageSink sink, in MimeContent content, byte level)
    {
        sink.Write("\r\n--"u8);
        WriteBoundary(ref sink, content, level);
        sink.Write("--"u8);
    }

    private static void WriteBoundary(ref MessageSink sink, in MimeContent content, byte level)
    {
        Boundary.Create(content.BoundaryId, level, sink.Reserve(Boundary.Length));
        sink.Advance(Boundary.Length);
    }
}
