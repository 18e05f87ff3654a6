using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Outreach.Mime.Tests.Composition;

namespace Outreach.Mime.Tests.Encodings;

public sealed class BodyEncodingTests
{
    private static readonly byte[] Alphabet = [.. "ab =\t\r\n.F\0"u8, 0x7F, 0xC3, 0xA9];

    [Theory]
    [InlineData("plain\r\n", "7bit")]
    [InlineData("", "7bit")]
    [InlineData("a = b\n", "7bit")]
    [InlineData("caf\u00E9, and enough ASCII around it", "quoted-printable")]
    [InlineData("Привет", "base64")]
    [InlineData("From the start", "quoted-printable")]
    [InlineData("x\nFrom the start", "quoted-printable")]
    [InlineData("x\rFrom the start", "quoted-printable")]
    [InlineData("x\n--=_looks like ours", "quoted-printable")]
    [InlineData("a\u0001b, and enough ASCII around it", "quoted-printable")]
    [InlineData("a\u007Fb, and enough ASCII around it", "quoted-printable")]
    public void Choice_ByContent_IsTheShortestThatIsSafe(string text, string encoding) =>
        Assert.Equal(encoding, Encode(Encoding.UTF8.GetBytes(text), allowEightBit: false).Encoding);

    [Fact]
    public void Choice_AtTheLineLimit_KeepsSevenBitUpTo998()
    {
        Assert.Equal("7bit", Encode(Encoding.UTF8.GetBytes(new string('a', 998) + "\r\n"), false).Encoding);
        Assert.Equal("quoted-printable", Encode(Encoding.UTF8.GetBytes(new string('a', 999) + "\r\n"), false).Encoding);
    }

    [Fact]
    public void Choice_WhenEightBitIsAllowed_TakesItForTextOnly()
    {
        Assert.Equal("8bit", Encode("caf\u00E9"u8.ToArray(), allowEightBit: true).Encoding);
        Assert.Equal("7bit", Encode("cafe"u8.ToArray(), allowEightBit: true).Encoding);
        Assert.Equal("quoted-printable", Encode("caf\u00E9 \0 and enough ASCII around it"u8.ToArray(), allowEightBit: true).Encoding);
    }

    [Theory]
    [InlineData("a\nb\rc\r\nd\n\re", "a\r\nb\r\nc\r\nd\r\n\r\ne\r\n")]
    [InlineData("a\r\r\nb", "a\r\n\r\nb\r\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("", "\r\n")]
    public void LineEnds_OfAnyKind_BecomeCrLf(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Encode(Encoding.UTF8.GetBytes(text), false).Body));

    // RFC 2045 §6.7.
    [Theory]
    [InlineData("If you believe that truth=beauty, then surely \u00E9", "If you believe that truth=3Dbeauty, then surely =C3=A9\r\n")]
    [InlineData("\u00E9 ends in a blank \r\nnext\t\n", "=C3=A9 ends in a blank=20\r\nnext=09\r\n")]
    [InlineData("From \u00E9 to be sure that it is long enough", "=46rom =C3=A9 to be sure that it is long enough\r\n")]
    public void QuotedPrintable_ByTheRules_GivesExactlyThis(string text, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Encode(Encoding.UTF8.GetBytes(text), false).Body));

    [Fact]
    public void QuotedPrintable_OfAnyLineLength_NeverExceeds76()
    {
        for (var length = 60; length < 170; length++)
        {
            foreach (var mark in (string[])["a", "=", "\u00E9", " ", "From "])
            {
                for (var at = Math.Max(0, length - 8); at <= length; at++)
                {
                    Check(Encoding.UTF8.GetBytes(new string('x', at) + mark + new string('y', length - at) + "\r\nz"));
                }
            }
        }
    }

    [Fact]
    public void QuotedPrintableAndBase64_OfAnyBytes_DecodeToTheSame() =>
        Prop.ForAll(
            Gen.Frequency((20, Gen.Elements((byte)'x')), (5, Gen.Elements(Alphabet)), (1, Gen.Choose(0, 255).Select(b => (byte)b))).ListOf(400).ToArbitrary(),
            bytes => Check([.. bytes])).Check(Fuzzing.Properties);

    [Fact]
    public void QuotedPrintableAndBase64_OfRandomMixes_DecodeToTheSame()
    {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = new byte[random.Next(600)];
            for (var j = 0; j < bytes.Length; j++)
            {
                bytes[j] = random.Next(random.Next(2, 40)) == 0 ? Alphabet[random.Next(Alphabet.Length)] : (byte)random.Next(0x20, 0x7F);
            }

            Check(bytes);
        }
    }

    private static void Check(byte[] bytes)
    {
        var canonical = Canonical(bytes);
        var quoted = Run(bytes, static (ref sink, text) => QuotedPrintableEncoder.Write(ref sink, text));
        Assert.All(quoted.Split("\r\n"), line =>
        {
            Assert.True(line.Length <= 76, line);
            Assert.False(line.EndsWith(' ') || line.EndsWith('\t') || line.StartsWith("From ", StringComparison.Ordinal), line);
            Assert.DoesNotContain(line, c => c is '\r' or '\n' or > '~' || (c < ' ' && c != '\t'));
        });
        Assert.DoesNotContain("=_", quoted, StringComparison.Ordinal);
        Assert.Equal(canonical, WireReader.DecodeQuotedPrintable(quoted));

        var base64 = Run(bytes, static (ref sink, text) => Base64Encoder.WriteText(ref sink, text));
        Assert.All(base64.Split("\r\n"), line => Assert.True(line.Length <= 76));
        Assert.Equal(canonical, Convert.FromBase64String(base64));
    }

    private delegate void Writer(ref MessageSink sink, ReadOnlySpan<byte> text);

    private static string Run(byte[] bytes, Writer writer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sink = new MessageSink(buffer);
        writer(ref sink, bytes);
        sink.Flush();
        return Encoding.Latin1.GetString(buffer.WrittenSpan);
    }

    private static (string Encoding, byte[] Body) Encode(byte[] bytes, bool allowEightBit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sink = new MessageSink(buffer);
        BodyWriter.Write(ref sink, bytes, allowEightBit, endLine: true);
        sink.Flush();
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (text["Content-Transfer-Encoding: ".Length..end], buffer.WrittenSpan[(end + 4)..].ToArray());
    }

    private static byte[] Canonical(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\r", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));
    }
}
