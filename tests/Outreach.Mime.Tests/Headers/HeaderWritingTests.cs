using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Outreach.Mime.Tests.Composition;

namespace Outreach.Mime.Tests.Headers;

public sealed class HeaderWritingTests
{
    private static readonly string[] Alphabet =
    [
        "a", "B", "word ", "longer-word ", "  ", "é", "ß ", "€", "日本語", "😀", "👩‍👩‍👧‍👦", "e\u0301", "🇩🇪", "=?utf-8?Q?x?= ", "=?", "?=", "=", "_", "\"", "\\",
        "(", ")", "<", ">", "@", ",", ";", ":", ".", "\u00A0", "\u200F",
    ];

    [Theory]
    [InlineData("Plain", "Plain")]
    [InlineData("  trimmed  ", "trimmed")]
    [InlineData("a  b", "a  b")]
    [InlineData("é", "=?utf-8?B?w6k=?=")]
    [InlineData("Café au lait", "=?utf-8?B?Q2Fmw6k=?= au lait")]
    [InlineData("ein ä und ein ö dazu", "ein =?utf-8?B?w6QgdW5kIGVpbiDDtg==?= dazu")]
    [InlineData("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?=")]
    [InlineData("Kaffeehauskultur-Ausstellungseröffnung", "=?utf-8?Q?Kaffeehauskultur-Ausstellungser=C3=B6ffnung?=")]
    [InlineData("line\r\nBcc: x@example.com", "line Bcc: x@example.com")]
    [InlineData("tab\there\u2028there", "tab here there")]
    public void Subject_OfAnyText_IsWrittenLikeThis(string subject, string written) =>
        Assert.Equal(written, WireReader.Field(Message(subject), "Subject"));

    [Fact]
    public void Subject_OfRandomText_ReadsBackFromLegalLines()
    {
        var random = new Random(3);
        for (var i = 0; i < 4000; i++)
        {
            var subject = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            AssertSubject(subject);
        }
    }

    [Fact]
    public void Subject_OfAnyString_ReadsBackFromLegalLines() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => AssertSubject(text ?? "")).Check(Fuzzing.Properties);

    [Theory]
    [InlineData(3000, "a")]
    [InlineData(3000, "é")]
    [InlineData(500, "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A")]
    [InlineData(1, "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301")]
    [InlineData(900, "a ")]
    [InlineData(300, "          a")]
    public void Subject_OfHardText_ReadsBackFromLegalLines(int count, string piece) =>
        AssertSubject(string.Concat(Enumerable.Repeat(piece, count)));

    [Fact]
    public void EncodedWords_OfClusters_NeverCutOne()
    {
        var subject = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦e\u0301🇩🇪", 12));
        var clusters = Clusters(subject).ToHashSet();
        var words = WireReader.HeaderLines(Message(subject)).SkipWhile(line => !line.StartsWith("Subject", StringComparison.Ordinal))
            .TakeWhile((line, i) => i == 0 || line.StartsWith(' ')).Select(line => line[line.IndexOf('=', StringComparison.Ordinal)..]);
        Assert.All(words, word => Assert.All(Clusters(WireReader.DecodeWords(word)), cluster => Assert.Contains(cluster, clusters)));
    }

    [Fact]
    public void Names_OfRandomText_ReadBackFromLegalLines()
    {
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var name = HeaderText.Clean(string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])));
            var mailboxes = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Mailbox(name, EmailAddress.Parse("ann.lee@example.com"))).ToArray();
            var message = Samples.Compose(new EmailMessage { From = mailboxes[0], To = mailboxes, MessageId = Samples.Id, Date = Samples.Date, Text = "x" });
            AssertLines(message);
            var list = AddressList.Read(WireReader.Field(message, "To"));
            Assert.Equal(AddressErrorKind.None, list.Error.Kind);
            Assert.Equal(mailboxes.Select(mailbox => mailbox.DisplayName), list.Mailboxes.Select(mailbox => WireReader.DecodeWords(mailbox.DisplayName)));
            Assert.All(list.Mailboxes, mailbox => Assert.Equal("ann.lee@example.com", mailbox.Address.ToString()));
        }
    }

    [Theory]
    [InlineData(2000, " ")]
    [InlineData(500, "\"")]
    [InlineData(300, "          a")]
    [InlineData(60, "          (")]
    [InlineData(3000, "\\")]
    [InlineData(2000, "é ")]
    public void Name_OfHardText_ReadsBackFromLegalLines(int count, string piece)
    {
        var mailbox = new Mailbox($"a{string.Concat(Enumerable.Repeat(piece, count))}b", EmailAddress.Parse("ann.lee@example.com"));
        var message = Samples.Compose(new EmailMessage { From = mailbox, To = [mailbox, mailbox], MessageId = Samples.Id, Date = Samples.Date, Text = "x" });
        AssertLines(message);
        Assert.All(AddressList.Read(WireReader.Field(message, "To")).Mailboxes, read =>
            Assert.Equal(mailbox.DisplayName, WireReader.DecodeWords(read.DisplayName)));
    }

    [Theory]
    [InlineData("2026-11-21T01:55:19+00:00", "Sat, 21 Nov 2026 01:55:19 +0000")]
    [InlineData("2024-02-29T23:59:59-09:30", "Thu, 29 Feb 2024 23:59:59 -0930")]
    [InlineData("1999-01-03T00:00:00+14:00", "Sun, 03 Jan 1999 00:00:00 +1400")]
    public void Date_WithAnyOffset_IsWrittenLikeThis(string date, string written)
    {
        var message = Samples.Compose(new EmailMessage
        {
            From = Mailbox.Parse("a@example.com"),
            To = [Mailbox.Parse("b@example.com")],
            MessageId = Samples.Id,
            Date = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture),
        });
        Assert.Equal(written, WireReader.Field(message, "Date"));
    }

    [Fact]
    public void References_WithoutTheParent_GetItAtTheEnd()
    {
        var ids = Ids(3);
        Assert.Equal("<m0@x.example> <m1@x.example> <m2@x.example>", References(ids[..2], ids[2]));
        Assert.Equal("<m0@x.example> <m1@x.example> <m2@x.example>", References(ids, ids[2]));
        Assert.Equal("<m2@x.example>", References([], ids[2]));
        Assert.Equal("<m0@x.example> <m1@x.example>", References(ids[..2], default));
    }

    [Fact]
    public void References_OverTheLimit_KeepTheFirstAndTheLast()
    {
        var ids = Ids(200);
        var written = References(ids, ids[^1]).Split(' ');
        Assert.True(string.Join(' ', written).Length <= 998);
        Assert.Equal("<m0@x.example>", written[0]);
        Assert.Equal(ids[^(written.Length - 1)..].Select(id => id.ToString()), written[1..]);
        Assert.True(written.Length > 50);
    }

    [Theory]
    [InlineData("report.pdf")]
    [InlineData("with \"quotes\" and \\.pdf")]
    [InlineData("Übersicht 2026 – Ergebnisse.pdf")]
    [InlineData("日本語のとても長いファイル名日本語のとても長いファイル名日本語のとても長いファイル名日本語のとても長いファイル名.pdf")]
    [InlineData("a-very-long-name-a-very-long-name-a-very-long-name-a-very-long-name-a-very-long-name.pdf")]
    [InlineData("50%'s *.pdf")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀.png")]
    public void FileName_OfAnyText_ReadsBackByRfc2231(string name)
    {
        var message = Samples.Compose(new EmailMessage
        {
            From = Mailbox.Parse("a@example.com"),
            To = [Mailbox.Parse("b@example.com")],
            MessageId = Samples.Id,
            Date = Samples.Date,
            Attachments = [new Attachment(name, "application/pdf", new byte[] { 1 })],
        });
        var text = Samples.Text(message);
        var start = text.IndexOf("Content-Disposition: ", StringComparison.Ordinal);
        var field = text[start..text.IndexOf("\r\n\r\n", start, StringComparison.Ordinal)];
        Assert.All(field.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.Equal(name.Replace('\\', '_'), DecodeFileName(field));
    }

    private static bool AssertSubject(string subject)
    {
        var message = Message(subject);
        AssertLines(message);
        var clean = HeaderText.Clean(subject);
        var written = WireReader.Fields(message).Where(field => field.Name == "Subject").Select(field => field.Value).SingleOrDefault("");
        Assert.Equal(clean, WireReader.DecodeWords(written));
        var prepared = Samples.Compose(
            PreparedMessage.Create(Samples.Blueprint(BodyFormats.Text)),
            new MessageValues { To = Mailbox.Parse("b@example.com"), MessageId = Samples.Id, Date = Samples.Date, Subject = Encoding.UTF8.GetBytes(subject) });
        Assert.Equal(written, WireReader.Fields(prepared).Where(field => field.Name == "Subject").Select(field => field.Value).SingleOrDefault(""));
        return true;
    }

    private static void AssertLines(byte[] message) => Assert.All(WireReader.HeaderLines(message), line =>
    {
        Assert.True(line.Length <= 998, line);
        Assert.False(string.IsNullOrWhiteSpace(line), "a line of blanks only");
        Assert.DoesNotContain(line, c => c is < ' ' or > '~');
        if (line.Contains("=?utf-8?", StringComparison.Ordinal))
        {
            Assert.True(line.Length <= 76, line);
        }
    });

    private static IEnumerable<string> Clusters(string text)
    {
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            yield return clusters.GetTextElement();
        }
    }

    private static byte[] Message(string subject) => Samples.Compose(new EmailMessage
    {
        From = Mailbox.Parse("a@example.com"),
        To = [Mailbox.Parse("b@example.com")],
        MessageId = Samples.Id,
        Date = Samples.Date,
        Subject = subject,
        Text = "x",
    });

    private static MessageId[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => MessageId.Create(FormattableString.Invariant($"m{i}"), "x.example"))];

    private static string References(MessageId[] references, MessageId parent)
    {
        var message = Samples.Compose(new EmailMessage
        {
            From = Mailbox.Parse("a@example.com"),
            To = [Mailbox.Parse("b@example.com")],
            MessageId = Samples.Id,
            Date = Samples.Date,
            InReplyTo = parent,
            References = references,
        });
        AssertLines(message);
        return WireReader.Field(message, "References");
    }

    private static string DecodeFileName(string field)
    {
        var unfolded = field.Replace("\r\n ", " ", StringComparison.Ordinal);
        var plain = unfolded.IndexOf("filename=\"", StringComparison.Ordinal);
        if (plain >= 0)
        {
            return unfolded[(plain + 10)..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        var pieces = unfolded.Split("; ")[1..].Select(piece => piece[(piece.IndexOf("*=", StringComparison.Ordinal) + 2)..]).ToArray();
        Assert.StartsWith("utf-8''", pieces[0], StringComparison.Ordinal);
        pieces[0] = pieces[0]["utf-8''".Length..];
        Assert.All(pieces, piece => Assert.DoesNotContain("\uFFFD", Uri.UnescapeDataString(piece), StringComparison.Ordinal));
        return string.Concat(pieces.Select(Uri.UnescapeDataString));
    }
}
