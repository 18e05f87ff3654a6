using System.Buffers;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests.Composition;

public sealed class MessageComposerTests
{
    [Fact]
    public async Task WriteAsync_WithStreamedAttachments_GivesTheBytesOfTheOnesInMemory()
    {
        foreach (var size in (int[])[0, 1, 56, 57, 58, (57 * 512) - 1, 57 * 512, (57 * 512) + 1, 100_000])
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            var inMemory = Samples.Compose(Message(new Attachment("a.bin", "application/octet-stream", content)));
            using var output = new MemoryStream();
            var streamed = new Attachment("a.bin", "application/octet-stream", _ => new ValueTask<Stream>(new Trickle(content)));
            var summary = await MessageComposer.WriteAsync(Message(streamed), output, TestContext.Current.CancellationToken);
            Assert.Equal(inMemory, output.ToArray());
            Assert.Equal(inMemory.Length, summary.Length);
        }
    }

    [Fact]
    public void Write_WithAStreamedAttachment_SaysWhatToDo()
    {
        var streamed = new Attachment("a.bin", "application/octet-stream", _ => new ValueTask<Stream>(Stream.Null));
        Assert.Throws<ArgumentException>(() => MessageComposer.Write(Message(streamed), new ArrayBufferWriter<byte>()));
        Assert.Throws<ArgumentException>(() => PreparedMessage.Create(new MessageBlueprint
        {
            Id = "x",
            From = Mailbox.Parse("a@example.com"),
            Bodies = BodyFormats.Text,
            Attachments = [streamed],
        }));
    }

    [Fact]
    public void Summary_OfAnAsciiMessage_RequiresNothing()
    {
        var summary = MessageComposer.Write(Message(), new ArrayBufferWriter<byte>());
        Assert.False(summary.RequiresSmtpUtf8 || summary.RequiresEightBitMime);
    }

    [Fact]
    public void Summary_OfANonAsciiLocalPart_RequiresSmtpUtf8AndKeepsTheAddress()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var message = new EmailMessage
        {
            From = Mailbox.Parse("a@example.com"),
            To = [Mailbox.Parse("Jürgen <jürgen@bücher.example>")],
            MessageId = Samples.Id,
            Date = Samples.Date,
            Text = "x",
        };
        var summary = MessageComposer.Write(message, buffer);
        Assert.True(summary.RequiresSmtpUtf8 && summary.RequiresEightBitMime);
        Assert.Equal("=?utf-8?Q?J=C3=BCrgen?= <jürgen@xn--bcher-kva.example>", WireReader.Field(buffer.WrittenSpan.ToArray(), "To"));
    }

    [Fact]
    public void Summary_OfAnEightBitBody_RequiresEightBitMimeOnly()
    {
        var summary = MessageComposer.Write(
            new EmailMessage
            {
                From = Mailbox.Parse("a@example.com"),
                To = [Mailbox.Parse("b@bücher.example")],
                MessageId = Samples.Id,
                Date = Samples.Date,
                Text = "é",
                AllowEightBit = true,
            },
            new ArrayBufferWriter<byte>());
        Assert.Equal((false, true), (summary.RequiresSmtpUtf8, summary.RequiresEightBitMime));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Unsubscribe_IsOneClick_OnlyWithAnHttpsAddress(bool https, bool mailto)
    {
        var message = Samples.Compose(new EmailMessage
        {
            From = Mailbox.Parse("a@example.com"),
            To = [Mailbox.Parse("b@example.com")],
            MessageId = Samples.Id,
            Date = Samples.Date,
            ListUnsubscribe = new ListUnsubscribe(https ? "https://example.com/u" : null, mailto ? "mailto:u@example.com" : null),
        });
        var names = WireReader.Fields(message).Select(field => field.Name).ToList();
        Assert.Equal(https || mailto, names.Contains("List-Unsubscribe"));
        Assert.Equal(https, names.Contains("List-Unsubscribe-Post"));
    }

    [Theory]
    [InlineData("http://example.com/u")]
    [InlineData("https://")]
    [InlineData("https://example.com/ü")]
    [InlineData("https://example.com/a b")]
    [InlineData("https://example.com/>,<mailto:x@example.com")]
    [InlineData("javascript:alert(1)")]
    public void Unsubscribe_WithAnythingElse_CannotBeMade(string url) => Assert.Throws<ArgumentException>(() => new ListUnsubscribe(url));

    [Fact]
    public void Write_WithoutWhatAMessageNeeds_SaysWhatToDo()
    {
        var from = Mailbox.Parse("a@example.com");
        AssertRefused(new EmailMessage { From = default, To = [from], MessageId = Samples.Id, Date = Samples.Date });
        AssertRefused(new EmailMessage { From = from, To = [], MessageId = Samples.Id, Date = Samples.Date });
        AssertRefused(new EmailMessage { From = from, To = [default], MessageId = Samples.Id, Date = Samples.Date });
        AssertRefused(new EmailMessage { From = from, To = [from], MessageId = default, Date = Samples.Date });
        AssertRefused(new EmailMessage { From = from, To = [from], MessageId = Samples.Id, Date = Samples.Date, Amp = "x" });
        AssertRefused(new EmailMessage { From = from, To = [from], MessageId = Samples.Id, Date = Samples.Date, ReplyTo = [default] });
        var image = new Attachment("a.png", "image/png", new byte[1]);
        AssertRefused(new EmailMessage { From = from, To = [from], MessageId = Samples.Id, Date = Samples.Date, Html = "x", InlineImages = [image] });
        var named = new Attachment("a.png", "image/png", new byte[1]) { ContentId = Samples.Id };
        AssertRefused(new EmailMessage { From = from, To = [from], MessageId = Samples.Id, Date = Samples.Date, Text = "x", InlineImages = [named] });
    }

    [Theory]
    [InlineData("mail.example.com", "<a.b@mail.example.com>")]
    [InlineData("[192.0.2.1]", "<a.b@[192.0.2.1]>")]
    public void MessageId_OfASendersDomain_IsMade(string domain, string id) => Assert.Equal(id, MessageId.Create("a.b", domain).ToString());

    [Theory]
    [InlineData("<odd id@x>")]
    [InlineData("<a<b@x>")]
    [InlineData("")]
    [InlineData("<>")]
    [InlineData("ä@x")]
    [InlineData(null)]
    public void MessageId_OfOtherText_CannotBeMade(string? text) => Assert.False(MessageId.TryParse(text, out _));

    [Theory]
    [InlineData("<1@x>", "1@x")]
    [InlineData("no-at-sign", "no-at-sign")]
    [InlineData("<a@b@c!\"x\">", "a@b@c!\"x\"")]
    public void MessageId_OfOtherPrograms_IsRead(string text, string value)
    {
        Assert.True(MessageId.TryParse(text, out var id));
        Assert.Equal((value, $"<{value}>"), (id.Value, id.ToString()));
    }

    [Theory]
    [InlineData("", "text/plain")]
    [InlineData("a", "text")]
    [InlineData("a", "text/")]
    [InlineData("a", "text/plain; charset=x")]
    [InlineData("a", "multipart/mixed")]
    [InlineData("a", "message/rfc822")]
    public void Attachment_WithAWrongNameOrType_CannotBeMade(string name, string type) =>
        Assert.Throws<ArgumentException>(() => new Attachment(name, type, new byte[1]));

    [Theory]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("C:\\x.txt", "C:_x.txt")]
    [InlineData("a\r\nb.txt", "a b.txt")]
    public void Attachment_NameWithPathOrControl_IsCleaned(string name, string clean) =>
        Assert.Equal(clean, new Attachment(name, "text/plain", new byte[1]).FileName);

    [Fact]
    public void Boundary_InsideABody_DoesNotEndThePart()
    {
        var message = Samples.Compose(Message());
        var boundary = Samples.Text(message).Split('"')[1];
        foreach (var body in (string[])[$"--{boundary}\r\n", $"x\n--{boundary}--\n", $"x\r--{boundary}", $"  --{boundary}", "--=_"])
        {
            var text = Samples.Text(Samples.Compose(new EmailMessage
            {
                From = Mailbox.Parse("a@example.com"),
                To = [Mailbox.Parse("b@example.com")],
                MessageId = Samples.Id,
                Date = Samples.Date,
                Text = body,
                Html = body,
            }));
            Assert.Equal(3, text.Split('\n').Count(line => line.StartsWith($"--{boundary}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task PreparedWrite_OfAWarmMessage_AllocatesNothing()
    {
        var prepared = PreparedMessage.Create(Samples.Blueprint(BodyFormats.Text | BodyFormats.Html));
        var buffer = new ArrayBufferWriter<byte>(256 * 1024);
        var to = new Mailbox("Jürgen Groß", EmailAddress.Parse("jg@example.com"));
        var unsubscribe = new ListUnsubscribe("https://example.com/u/1");
        var html = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<p>Größe = 1</p>\n", 500)));
        var cyrillic = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Привет, мир!\n", 50)));
        var header = CustomHeader.Create("X-Run", "1");

        Assert.Equal(0, await Allocation.LeastAsync(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Write();
            }
        }));

        void Write()
        {
            buffer.ResetWrittenCount();
            prepared.Write(buffer, new MessageValues
            {
                To = to,
                MessageId = Samples.Id,
                Date = Samples.Date,
                Subject = "Grüße – eine ganz lange Frage, die mehr als eine Zeile braucht, und noch etwas 日本語"u8,
                Text = cyrillic,
                Html = html,
                InReplyTo = Samples.Id,
                ListUnsubscribe = unsubscribe,
                Headers = [header],
            });
        }
    }

    [Fact]
    public async Task PreparedWrite_FromManyThreads_GivesTheSameBytes()
    {
        var prepared = PreparedMessage.Create(Samples.Blueprint(BodyFormats.Text | BodyFormats.Html));
        var expected = Compose();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Enumerable.Range(0, 50).Select(_ => Compose()).ToList())));
        Assert.All(results.SelectMany(list => list), message => Assert.Equal(expected, message));

        byte[] Compose() => Samples.Compose(prepared, new MessageValues
        {
            To = Mailbox.Parse("b@example.com"),
            MessageId = Samples.Id,
            Date = Samples.Date,
            Subject = "x"u8,
            Text = "текст"u8,
            Html = "<p>é</p>"u8,
        });
    }

    [Fact]
    public void Write_IntoAWriterOfSmallSpans_GivesTheSameBytes()
    {
        var message = Message(new Attachment("a.bin", "application/octet-stream", new byte[10_000]));
        var writer = new SmallSpans();
        MessageComposer.Write(message, writer);
        Assert.Equal(Samples.Compose(message), writer.Bytes);
    }

    private static void AssertRefused(EmailMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => MessageComposer.Write(message, buffer));
        Assert.Equal(0, buffer.WrittenCount);
    }

    private static EmailMessage Message(params Attachment[] attachments) => new()
    {
        From = Mailbox.Parse("a@example.com"),
        To = [Mailbox.Parse("b@example.com")],
        MessageId = Samples.Id,
        Date = Samples.Date,
        Subject = "Subject",
        Text = "text",
        Html = "<p>html</p>",
        Attachments = attachments,
    };

    /// <summary>A stream that gives few bytes at a time.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }

    /// <summary>A writer that never gives more than it must.</summary>
    private sealed class SmallSpans : IBufferWriter<byte>
    {
        private readonly List<byte> _bytes = [];
        private byte[] _current = [];

        public byte[] Bytes => [.. _bytes];

        public void Advance(int count) => _bytes.AddRange(_current.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _current = new byte[Math.Max(sizeHint, 1)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
