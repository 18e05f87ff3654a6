using System.Text;

namespace Outreach.Mime.Tests;

public sealed class MimeParserTests
{
    [Fact]
    public void Parse_NoBytes_IsAnEmptyText()
    {
        var message = MimeParser.Parse(default);

        Assert.Equal("text/plain", message.Root.MediaType);
        Assert.Equal("", message.TextBody);
        Assert.Null(message.Subject);
        Assert.Empty(message.From.Mailboxes);
        Assert.Null(message.DeliveryStatus);
        Assert.Null(message.FeedbackReport);
        Assert.Null(message.EnclosedMessage);
    }

    // RFC 2046 §5.1.1.
    [Fact]
    public void Parse_MultipartOfTheRfc_HasItsTwoPartsWithTheirLineEnds()
    {
        var message = Parse("""
            From: Nathaniel Borenstein <nsb@bellcore.com>
            To: Ned Freed <ned@innosoft.com>
            Date: Sun, 21 Mar 1993 23:56:48 -0800 (PST)
            Subject: Sample message
            MIME-Version: 1.0
            Content-type: multipart/mixed; boundary="simple boundary"

            This is the preamble.  It is to be ignored, though it
            is a handy place for composition agents to include an
            explanatory note to non-MIME conformant readers.

            --simple boundary

            This is implicitly typed plain US-ASCII text.
            It does NOT end with a linebreak.
            --simple boundary
            Content-type: text/plain; charset=us-ascii

            This is explicitly typed plain US-ASCII text.
            It DOES end with a linebreak.

            --simple boundary--

            This is the epilogue.  It is also to be ignored.
            """);

        Assert.Equal(3, message.Parts.Count);
        Assert.EndsWith("NOT end with a linebreak.", message.Parts[1].ReadText(), StringComparison.Ordinal);
        Assert.EndsWith("DOES end with a linebreak.\n", message.Parts[2].ReadText(), StringComparison.Ordinal);
        Assert.Equal("nsb@bellcore.com", message.From.Mailboxes[0].Address.ToString());
        Assert.Equal(new DateTimeOffset(1993, 3, 21, 23, 56, 48, TimeSpan.FromHours(-8)), message.Date);
        Assert.Empty(message.Problems);
    }

    // RFC 2049 appendix A, shortened: a multipart in a multipart, an encoded message, and parts without headers.
    [Fact]
    public void Parse_ComplexMultipartOfTheRfc_HasItsTree()
    {
        var message = Parse("""
            MIME-Version: 1.0
            From: Nathaniel Borenstein <nsb@nsb.fv.com>
            Content-Type: multipart/mixed;
                          boundary=unique-boundary-1

            --unique-boundary-1

              ... Some text appears here ...

            --unique-boundary-1
            Content-type: text/plain; charset=US-ASCII

            This could have been part of the previous part.

            --unique-boundary-1
            Content-Type: multipart/parallel; boundary=unique-boundary-2

            --unique-boundary-2
            Content-Type: audio/basic
            Content-Transfer-Encoding: base64

              ... AAEC ...

            --unique-boundary-2
            Content-Type: image/jpeg
            Content-Transfer-Encoding: base64

            --unique-boundary-2--

            --unique-boundary-1
            Content-type: text/enriched

            This is <bold><italic>enriched.</italic></bold>

            --unique-boundary-1
            Content-Type: message/rfc822

            From: (mailbox in US-ASCII)
            To: (address in US-ASCII)
            Subject: (subject in US-ASCII)
            Content-Type: Text/plain; charset=ISO-8859-1
            Content-Transfer-Encoding: Quoted-printable

              ... Additional text in ISO-8859-1 goes here =E9 ...

            --unique-boundary-1--
            """);

        Assert.Equal(
            [
                "multipart/mixed", "text/plain", "text/plain", "multipart/parallel", "audio/basic", "image/jpeg", "text/enriched", "message/rfc822", "text/plain",
            ],
            message.Parts.Select(part => part.MediaType));
        Assert.Equal([0, 1, 1, 1, 2, 2, 1, 1, 2], message.Parts.Select(part => part.Depth));
        Assert.Equal([0, 1, 2], message.Parts[4].ReadContent().ToArray());
        Assert.Contains("goes here é", message.EnclosedMessage!.TextBody, StringComparison.Ordinal);
        Assert.Equal("(subject in US-ASCII)", message.EnclosedMessage!.Subject);
        Assert.Equal("  ... Some text appears here ...\n\nThis could have been part of the previous part.\n", message.TextBody);
    }

    [Fact]
    public void Parse_Digest_HasMessagesByDefault()
    {
        var message = Parse(SampleMail.Nested);
        Assert.Equal(
            [
                "multipart/mixed", "multipart/digest", "message/rfc822", "text/plain", "text/plain", "message/rfc822", "message/rfc822", "multipart/related",
                "text/html", "image/png",
            ],
            message.Parts.Select(part => part.MediaType));
        Assert.Equal("one", message.Parts[2].Message!.Subject);
        Assert.Equal("ä.png", message.Parts[^1].FileName);
        Assert.Equal("a@b", message.Parts[^1].ContentId);
    }

    [Fact]
    public void Parse_Bounce_TellsWhatHappenedToWhichMail()
    {
        var message = Parse(SampleMail.Bounce);

        Assert.Equal("delivery-status", message.ReportType);
        var recipient = Assert.Single(message.DeliveryStatus!.Recipients);
        Assert.Equal(("dns", "mail.example.com"), message.DeliveryStatus.Message.Find("Reporting-MTA")!.Value.ReadTyped());
        Assert.Equal(("rfc822", "nobody@x.example"), recipient.Find("Final-Recipient")!.Value.ReadTyped());
        Assert.Equal("failed", recipient["Action"]);
        Assert.Equal("5.1.1", recipient["Status"]);
        Assert.Equal(("smtp", "550 5.1.1 no such user here"), recipient.Find("Diagnostic-Code")!.Value.ReadTyped());
        Assert.Equal("send-17@example.com", message.EnclosedMessage!.MessageId);
        Assert.Equal("Grüße", message.EnclosedMessage.Subject);
        Assert.Equal("Grüße", message.EnclosedMessage.TextBody);
        Assert.Equal("<p>Hello</p>", message.EnclosedMessage.HtmlBody);
        Assert.StartsWith("I'm sorry", message.TextBody, StringComparison.Ordinal);
        Assert.Null(message.HtmlBody);
    }

    [Fact]
    public void Parse_DeliveryStatusWithoutFieldsOfTheMessage_HasItsRecipients()
    {
        var status = Parse("Content-Type: message/delivery-status\n\n\nFinal-Recipient: rfc822; a@b.c\nStatus: 5.0.0\n\n\nFinal-Recipient: rfc822; d@e.f\n").DeliveryStatus!;
        Assert.Empty(status.Message);
        Assert.Equal(2, status.Recipients.Count);
    }

    [Fact]
    public void Parse_Complaint_TellsAboutWhatAndWhom()
    {
        var message = Parse(SampleMail.Complaint);

        Assert.Equal("feedback-report", message.ReportType);
        Assert.Equal("abuse", message.FeedbackReport!["feedback-type"]);
        Assert.Equal("<user@example.com>", message.FeedbackReport["Original-Rcpt-To"]);
        Assert.Equal("8787KJKJ3K4J3K4J3K4J3.mail@example.net", message.EnclosedMessage!.MessageId);
        Assert.Equal(new DateTimeOffset(2005, 3, 8, 17, 40, 36, TimeSpan.FromHours(-4)), message.Date);
    }

    [Fact]
    public void Parse_ReadReceipt_HasItsFields()
    {
        var message = Parse(
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: message/disposition-notification\n\n"
            + "Original-Message-ID: <1@example.com>\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n");
        Assert.Equal("<1@example.com>", message.DispositionNotification!["Original-Message-ID"]);
    }

    [Theory]
    [InlineData("base64", "U3ViamVjdDogaW4NCg0KdGV4dA==")]
    [InlineData("quoted-printable", "Subject:=20in\n\ntext")]
    public void Parse_EncodedMessageWithin_IsReadWhenAskedFor(string encoding, string body)
    {
        var message = Parse($"Content-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n\n{body}");
        Assert.Empty(message.Root.Children);
        Assert.Equal("in", message.Root.Message!.Subject);
        Assert.Equal("text", message.EnclosedMessage!.TextBody);
    }

    [Fact]
    public void Parse_Attachments_AreThoseNotToBeShown()
    {
        var message = Parse("""
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            plain
            --a
            Content-Type: text/html

            html
            --a
            Content-Type: text/calendar

            BEGIN:VCALENDAR
            --a--
            --b
            Content-Disposition: attachment; filename="../../etc/passwd"

            text
            --b
            Content-Type: text/plain; name=notes.txt

            notes
            --b
            Content-Type: application/ms-tnef; name="winmail.dat"
            Content-Transfer-Encoding: base64

            eJ8+
            --b
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: x-uuencode

            begin 644 a.txt
            #86)C
            `
            end
            --b
            Content-Type: text/plain
            Content-Transfer-Encoding: X-UUE

            begin 644 b.txt
            #86)C
            `
            end
            --b
            Content-Type: message/rfc822

            Content-Type: application/pdf

            x
            --b--
            """);

        Assert.Equal(
            ["text/calendar", "text/plain", "text/plain", "application/ms-tnef", "application/octet-stream", "text/plain", "message/rfc822"],
            message.Attachments.Select(part => part.MediaType));
        Assert.Equal("../../etc/passwd", message.Attachments[1].FileName);
        Assert.Equal("winmail.dat", message.Attachments[3].FileName);
        Assert.StartsWith("begin 644 a.txt", message.Attachments[4].ReadText(), StringComparison.Ordinal);
        Assert.Equal("plain", message.TextBody);
        Assert.Equal("html", message.HtmlBody);
    }

    [Theory]
    [InlineData("Subject: a\nrubbish\nTo: b@c.d\n\nx", MimeProblemKind.MalformedHeader)]
    [InlineData("Subject: a\nTo: b@c.d", MimeProblemKind.MissingHeaderEnd)]
    [InlineData("Content-Type: multipart/mixed\n\nx", MimeProblemKind.MissingBoundary)]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\nx", MimeProblemKind.MissingFirstDelimiter)]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", MimeProblemKind.MissingCloseDelimiter)]
    public void Parse_WhatIsWrong_IsReported(string text, MimeProblemKind kind) =>
        Assert.Equal(kind, Assert.Single(Parse(text).Problems).Kind);

    [Theory]
    [InlineData("Just text\nwithout headers\n", "Just text\nwithout headers\n")]
    [InlineData("\nOnly a body", "Only a body")]
    [InlineData("From ann@example.com Sat Nov 21 10:00:00 2026\nSubject: x\n\nmbox", "mbox")]
    [InlineData("\uFEFFSubject: x\n\nmarked", "marked")]
    [InlineData("Subject : x\n\nspace before the colon", "space before the colon")]
    [InlineData("Subject: x\r\r\n\r\r\ndoubled returns\r\r\n", "doubled returns\n\n")]
    [InlineData("Subject: x\r\rold Macs\rhere", "old Macs\nhere")]
    [InlineData("Subject: x\n \n y\n\nblank continuation", "blank continuation")]
    [InlineData("Subject: x\nContent-Type: nonsense\n\ntype", "type")]
    [InlineData("Subject: x\nContent-Type: text/\n\ntype", "type")]
    [InlineData("Subject: x\nContent-Transfer-Encoding: \"base64\" (yes)\n\neA==", "x")]
    [InlineData("Subject: x\nContent-Transfer-Encoding: 7bit\n\n=41", "=41")]
    [InlineData("Subject: x\nContent-Transfer-Encoding: unheard-of\n\n=41", "=41")]
    public void Parse_MailOfBrokenPrograms_HasItsText(string text, string body) => Assert.Equal(body, Parse(text).TextBody);

    [Theory]
    [InlineData("--outer\nContent-Type: multipart/mixed; boundary=inner\n\n--inner\n\nlost\n--outer\n\nnext\n--outer--", "lost|next")]
    [InlineData("--outer   \n\npadded\n--outer--\t\n", "padded")]
    [InlineData("--outer\n\none\n --outer\n--outerx\nstill one\n--outer--", "one\n --outer\n--outerx\nstill one")]
    [InlineData("--outer\nContent-Type: text/plain\n--outer\n\nno empty line before\n--outer--", "|no empty line before")]
    [InlineData("--outer\n\nfirst\n--outer--\nepilogue\n--outer\n\nnot a part", "first")]
    public void Parse_BrokenMultiparts_HaveTheirParts(string body, string texts) =>
        Assert.Equal(texts, string.Join('|', Parse("Content-Type: multipart/mixed; boundary=outer\n\n" + body).Parts
            .Where(part => !part.IsMultipart).Select(part => part.ReadText())));

    [Fact]
    public void Parse_BeyondEachLimit_StopsAndSaysSo()
    {
        var parts = string.Concat(Enumerable.Repeat("--b\n\nx\n", 50));
        Check(new() { MaxParts = 10 }, "Content-Type: multipart/mixed; boundary=b\n\n" + parts, MimeProblemKind.TooManyParts);
        Check(new() { MaxDepth = 3 }, string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 9)), MimeProblemKind.TooDeep);
        Check(new() { MaxHeaders = 3 }, "a: b\nc: d\ne: f\ng: h\n\n", MimeProblemKind.TooManyHeaders);
        Check(new() { MaxHeaderBytes = 20 }, "a: b\nc: 01234567890123456789\nd: e\n\n", MimeProblemKind.HeadersTooLong);
        Check(new() { MaxTotalBytes = 20 }, "a: b\n\n0123456789012345678901234567890123456789", MimeProblemKind.TooLong);

        static void Check(MimeParserOptions options, string text, MimeProblemKind kind) =>
            Assert.Contains(kind, MimeParser.Parse(Encoding.UTF8.GetBytes(text), options).Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public async Task ParseAsync_LongerThanTheLimit_ReadsNoFurther()
    {
        using var stream = new MemoryStream(new byte[10_000]);
        var message = await MimeParser.ParseAsync(stream, new() { MaxTotalBytes = 100 }, TestContext.Current.CancellationToken);
        Assert.Equal(100, message.Root.Raw.Length);
        Assert.Equal(MimeProblemKind.TooLong, message.Problems[0].Kind);
        Assert.InRange(stream.Position, 100, 200);
    }

    [Fact]
    public void Options_ByDefault_HaveTheDocumentedLimits()
    {
        Assert.Equal(1_000, MimeParserOptions.Default.MaxParts);
        Assert.Equal(64, MimeParserOptions.Default.MaxDepth);
        Assert.Equal(1_000, MimeParserOptions.Default.MaxHeaders);
        Assert.Equal(262_144, MimeParserOptions.Default.MaxHeaderBytes);
        Assert.Equal(67_108_864, MimeParserOptions.Default.MaxTotalBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MimeParserOptions { MaxParts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MimeParserOptions { MaxDepth = 257 });
    }

    [Fact]
    public void Parse_ComposedMail_GivesBackWhatWasComposed()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var message = MimeParser.Parse(new RandomMail(seed).Composed());
            Assert.Empty(message.Problems);
            Assert.Equal(new RandomMail(seed).Composed(), message.Root.Raw.ToArray());
            Assert.NotNull(message.TextBody);
            Assert.Equal("mail.example.com", message.MessageId!.Split('@')[1]);
            Assert.Single(message.From.Mailboxes);
        }
    }

    private static ParsedMessage Parse(string text) => MimeParser.Parse(Encoding.UTF8.GetBytes(text));
}
