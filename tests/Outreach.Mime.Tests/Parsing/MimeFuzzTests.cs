using System.Text;

namespace Outreach.Mime.Tests;

public sealed class MimeFuzzTests
{
    private static readonly byte[][] Samples =
    [
        .. Enumerable.Range(0, 20).Select(seed => new RandomMail(seed).Composed()),
        .. Enumerable.Range(0, 20).Select(seed => new RandomMail(seed).Handmade()),
        Encoding.ASCII.GetBytes(SampleMail.Bounce),
        Encoding.ASCII.GetBytes(SampleMail.Complaint),
        Encoding.ASCII.GetBytes(SampleMail.Nested),
    ];

    [Fact]
    public Task Parse_AnyBytes_GivesAMessage() => Fuzzing.RunAsync(Samples, input => ParsedMessageWalk.ReadAll(MimeParser.Parse(input)));

    [Fact]
    public Task Parse_AnyBytesWithLowLimits_KeepsTheLimits()
    {
        var options = new MimeParserOptions { MaxParts = 3, MaxDepth = 2, MaxHeaders = 4, MaxHeaderBytes = 200, MaxTotalBytes = 2000 };
        return Fuzzing.RunAsync(Samples, input =>
        {
            var message = MimeParser.Parse(input, options);
            ParsedMessageWalk.ReadAll(message);
            Assert.InRange(message.Parts.Count, 1, options.MaxParts);
            Assert.All(message.Parts, part => Assert.InRange(part.Depth, 0, options.MaxDepth));
            Assert.All(message.Parts, part => Assert.InRange(part.Headers.Count, 0, options.MaxHeaders));
            Assert.InRange(message.Root.Raw.Length, 0, options.MaxTotalBytes);
        });
    }

    [Fact]
    public Task Read_AnyHeaderText_GivesAValue() => Fuzzing.RunAsync(Samples, input =>
    {
        var text = MailText.Unfold(input);
        Assert.Equal(-1, text.AsSpan().IndexOfAny("\r\n\0"));
        Assert.Equal(-1, EncodedWordReader.Decode(text).AsSpan().IndexOfAny("\r\n\0"));
        Assert.NotNull(ParameterizedHeader.Parse(text).Value);
        Assert.All(MessageIds.ReadAll(text), id => Assert.NotEmpty(id));
        MailDateReader.Parse(text);
    });

    [Fact]
    public Task Decode_AnyContent_GivesBytesAndText() => Fuzzing.RunAsync(Samples, input =>
    {
        Assert.InRange(LenientBase64.Decode(input).Length, 0, (input.Length * 3 / 4) + 3);
        Assert.InRange(QuotedPrintableText.Decode(input).Length, 0, input.Length);
        var text = Encoding.Latin1.GetString(input);
        Assert.InRange(FlowedText.Unflow(text, deleteSpace: false).Length, 0, (2 * text.Length) + 2);
        FlowedText.Unflow(text, deleteSpace: true);
        foreach (var charset in SampleMail.Charsets)
        {
            Assert.NotNull(Charsets.Decode(input.AsSpan(0, Math.Min(200, input.Length)), charset));
        }
    });

    [Fact]
    public Task Decode_AnyBase64_GivesWhatTheBaseLibraryGivesWhereItAccepts() => Fuzzing.RunAsync(Samples, input =>
    {
        var encoded = Encoding.ASCII.GetBytes(Convert.ToBase64String(input, Base64FormattingOptions.InsertLineBreaks));
        Assert.True(LenientBase64.Decode(encoded).AsSpan().SequenceEqual(input));

        // The same with rubbish that forces the slow way.
        var dirty = new byte[2 * encoded.Length];
        for (var index = 0; index < encoded.Length; index++)
        {
            (dirty[2 * index], dirty[(2 * index) + 1]) = (encoded[index], (byte)'!');
        }

        Assert.True(LenientBase64.Decode(dirty).AsSpan().SequenceEqual(input));
    });

    [Fact]
    public async Task ParseAsync_FromAStreamInPieces_GivesTheSameMessage()
    {
        for (var seed = 0; seed < Fuzzing.Iterations / 10; seed++)
        {
            var input = Fuzzing.Input(Samples, seed);
            using var stream = new MemoryStream(input);
            var fromStream = await MimeParser.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
            using var again = new MemoryStream(input);
            var reader = System.IO.Pipelines.PipeReader.Create(again, new(bufferSize: 7, minimumReadSize: 1));
            var fromPipe = await MimeParser.ParseAsync(reader, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(ParsedMessageWalk.ReadAll(MimeParser.Parse(input)), ParsedMessageWalk.ReadAll(fromStream));
            Assert.Equal(ParsedMessageWalk.ReadAll(fromStream), ParsedMessageWalk.ReadAll(fromPipe));
        }
    }
}
