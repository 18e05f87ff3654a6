using System.Buffers;
using System.Text;

namespace Outreach.Mime.Tests;

/// <summary>Mail that is read from a stream with a limit for each body.</summary>
public sealed class BodyLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task ParseAsync_WithABodyLimit_KeepsHeadersAndStructureAndCutsBodies(int chunk)
    {
        var whole = MimeParser.Parse(WithAttachments());
        var cut = await ReadAsync(WithAttachments(), new() { MaxBodyBytes = 2_000 }, chunk);

        Assert.Equal(whole.Parts.Select(part => part.ToString()), cut.Parts.Select(part => part.ToString()));
        Assert.Equal(whole.TextBody, cut.TextBody);
        Assert.Equal(whole.HtmlBody, cut.HtmlBody);
        Assert.Equal(whole.EnclosedMessage?.Subject, cut.EnclosedMessage?.Subject);
        Assert.All(cut.Attachments.Where(part => part.MediaType == "application/pdf"), part =>
        {
            Assert.Equal(2_000, part.RawBody.Length);
            Assert.InRange(part.OmittedBytes, 100_000, 200_000);
            Assert.Equal(new byte[1_400], part.ReadContent()[..1_400].ToArray());
        });
        Assert.Equal(2, cut.Problems.Count(problem => problem.Kind == MimeProblemKind.BodyTooLong));
        Assert.Equal(0, cut.Root.Children[0].OmittedBytes);
        Assert.Equal(cut.Parts.Where(part => part.Children.Count == 0).Sum(part => part.OmittedBytes), cut.Root.OmittedBytes);
        Assert.InRange(cut.Root.Raw.Length, 4_000, 8_000);
    }

    [Fact]
    public async Task ParseAsync_OfAHugeAttachment_TakesLittleMemory()
    {
        var head = "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\n\r\n"u8.ToArray();
        using var stream = new RepeatingStream(head, Encoding.ASCII.GetBytes(new string('A', 76) + "\r\n"), 64 << 20, "\r\n--b--\r\n"u8.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = await MimeParser.ParseAsync(stream, new() { MaxBodyBytes = 10_000, MaxTotalBytes = 1 << 30 }, Token);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal("Hello", message.TextBody);
        Assert.InRange(message.Attachments[0].OmittedBytes, 63 << 20, 64 << 20);
        Assert.Equal([MimeProblemKind.BodyTooLong], message.Problems.Select(problem => problem.Kind));
    }

    [Theory]
    [InlineData("--b\n")]
    [InlineData("--b--\nxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("--b\nContent-Type: message/rfc822\n\n")]
    [InlineData("a: b\n")]
    [InlineData("x")]
    [InlineData("\r")]
    public async Task ParseAsync_OfMailThatBeginsAgainAndAgain_KeepsLittle(string piece)
    {
        var input = Encoding.ASCII.GetBytes("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat(piece, (4 << 20) / piece.Length)));
        var message = await ReadAsync(input, new() { MaxBodyBytes = 10, MaxHeaderBytes = 1_000, MaxParts = 100 }, 4_096);
        Assert.InRange(message.Root.Raw.Length, 1, 200_000);
    }

    [Fact]
    public Task ParseAsync_OfAnyBytesBelowTheLimit_KeepsThemAll()
    {
        byte[][] samples = [.. Enumerable.Range(0, 40).Select(seed => seed % 2 == 0 ? new RandomMail(seed).Composed() : new RandomMail(seed).Handmade())];
        return Fuzzing.RunAsync(samples, input =>
        {
            var message = ReadAsync(input, new() { MaxBodyBytes = 1 << 20 }, 1 + (input.Length % 100)).GetAwaiter().GetResult();
            Assert.True(message.Root.Document.Memory.Span.SequenceEqual(input));
        });
    }

    [Fact]
    public Task ParseAsync_OfAnyBytesBeyondTheLimit_GivesAMessage()
    {
        byte[][] samples = [.. Enumerable.Range(0, 40).Select(seed => seed % 2 == 0 ? new RandomMail(seed).Composed() : new RandomMail(seed).Handmade())];
        return Fuzzing.RunAsync(samples, input =>
        {
            var message = ReadAsync(input, new() { MaxBodyBytes = input.Length % 50 }, 1 + (input.Length % 100)).GetAwaiter().GetResult();
            ParsedMessageWalk.ReadAll(message);
            Assert.InRange(message.Root.Document.Memory.Length + message.Root.Document.Trims.Sum(trim => trim.Count), input.Length, 2 * input.Length);
        });
    }

    private static byte[] WithAttachments()
    {
        var output = new ArrayBufferWriter<byte>();
        MessageComposer.Write(
            new EmailMessage
            {
                From = Mailbox.Parse("Ann Lee <ann@example.com>"),
                To = [Mailbox.Parse("bob@example.com")],
                MessageId = MessageId.Create("1", "example.com"),
                Date = DateTimeOffset.UnixEpoch,
                Text = "Text",
                Html = "<p>HTML</p>",
                Attachments = [new Attachment("a.pdf", "application/pdf", new byte[100_000]), new Attachment("b.pdf", "application/pdf", new byte[100_000])],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    private static async Task<ParsedMessage> ReadAsync(byte[] input, MimeParserOptions options, int chunk)
    {
        using var stream = new MemoryStream(input);
        return await MimeParser.ParseAsync(System.IO.Pipelines.PipeReader.Create(stream, new(bufferSize: chunk, minimumReadSize: 1)), options, Token);
    }

    /// <summary>A head, one piece again and again up to a size, and an end; nothing of it in memory.</summary>
    private sealed class RepeatingStream(byte[] head, byte[] piece, long size, byte[] end) : Stream
    {
        private readonly long _length = head.Length + (size / piece.Length * piece.Length) + end.Length;
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var bodyEnd = _length - end.Length;
            var source = _position < head.Length ? head.AsSpan((int)_position)
                : _position < bodyEnd ? piece.AsSpan((int)((_position - head.Length) % piece.Length))
                : end.AsSpan((int)(_position - bodyEnd));
            var count = Math.Min(source.Length, buffer.Length);
            source[..count].CopyTo(buffer);
            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
