using System.Text;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>SMTP smuggling: no content may end a message early for any receiver (CVE-2023-51764 and its relatives).</summary>
public sealed class SmugglingTests
{
    private const int MaxLength = 7;
    private static readonly byte[] Alphabet = "\r\n.x"u8.ToArray();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encode_EveryShortStringAtEverySplit_IsExact(bool stuffDots)
    {
        var text = new byte[MaxLength];
        var output = new byte[200];
        for (var length = 0; length <= MaxLength; length++)
        {
            for (var index = 0; index < 1 << (2 * length); index++)
            {
                for (var i = 0; i < length; i++)
                {
                    text[i] = Alphabet[(index >> (2 * i)) & 3];
                }

                var content = text.AsSpan(0, length);
                var expected = Normalise(content);
                for (var splits = 0; splits < Math.Max(1, 1 << (length - 1)); splits++)
                {
                    var written = Encode(content, splits, stuffDots, output);
                    var received = stuffDots ? ReceiveStrictly(output.AsSpan(0, written)) : output.AsSpan(0, written).ToArray();
                    if (!expected.AsSpan().SequenceEqual(received))
                    {
                        Assert.Fail($"'{Show(content)}' split by {splits:b}: '{Show(output.AsSpan(0, written))}'");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_AcrossPieceBorders_IsExact(bool chunking)
    {
        string[] nasty = ["\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n..\r\n", "\r\n\r\n.", ".\r\n.\r\n", "\r\r\n", "\n\r.\r\n"];
        foreach (var text in nasty)
        {
            for (var shift = 0; shift <= text.Length; shift++)
            {
                await using var server = chunking ? new RecordingServer("PIPELINING", "CHUNKING") : new RecordingServer();
                await using var provider = new SmtpProvider("strict", server.Options(o => o.UseChunking = chunking));
                var content = new string('x', SmtpContent.PieceLength - shift) + text + "MAIL FROM:<evil@evil.test>\r\nRCPT TO:<evil@evil.test>\r\nDATA\r\n";

                var result = await provider.SendAsync(TestMail.Create(content), new TestAttempt(), TestContext.Current.CancellationToken);

                Assert.True(result.IsAccepted, result.Reply?.Text);
                var received = chunking ? server.Messages.SelectMany(one => one).ToArray() : Undot(Assert.Single(server.Messages));
                Assert.Equal(Normalise(Encoding.ASCII.GetBytes(content)), received);
                Assert.Single(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
            }
        }
    }

    private static int Encode(ReadOnlySpan<byte> content, int splits, bool stuffDots, byte[] output)
    {
        var encoder = MessageEncoder.Create(stuffDots);
        var written = 0;
        var start = 0;
        for (var i = 1; i <= content.Length; i++)
        {
            if (i == content.Length || (splits >> (i - 1) & 1) != 0)
            {
                var piece = content[start..i];
                var count = encoder.Encode(piece, output.AsSpan(written, MessageEncoder.MaxEncoded(piece.Length)));
                written += count;
                start = i;
            }
        }

        written += encoder.Finish(output.AsSpan(written));
        if (stuffDots)
        {
            ".\r\n"u8.CopyTo(output.AsSpan(written));
            written += 3;
        }

        return written;
    }

    /// <summary>Reads one message by the letter of RFC 5321 §4.5.2; anything doubtful fails.</summary>
    private static byte[] ReceiveStrictly(ReadOnlySpan<byte> octets)
    {
        var message = new List<byte>();
        for (var i = 0; ;)
        {
            var line = octets[i..];
            var end = line.IndexOf("\r\n"u8);
            Assert.True(end >= 0, "a line has no end");
            line = line[..end];
            Assert.True(line.IndexOfAny((byte)'\r', (byte)'\n') < 0, "a bare CR or LF");
            i += end + 2;
            if (line is [(byte)'.'])
            {
                Assert.True(i == octets.Length, "the message ends early");
                return [.. message];
            }

            if (line is [(byte)'.', ..])
            {
                line = line[1..];
            }

            message.AddRange(line);
            message.AddRange("\r\n"u8);
        }
    }

    /// <summary>What must arrive: each line end is CRLF, the last line has one.</summary>
    private static byte[] Normalise(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Length > 0 && text[^1] != '\n')
        {
            text += '\n';
        }

        return Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    private static byte[] Undot(byte[] message)
    {
        var text = Encoding.Latin1.GetString(message);
        var lines = text.Split("\r\n").Select(line => line.StartsWith('.') ? line[1..] : line);
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines));
    }

    private static string Show(ReadOnlySpan<byte> octets) =>
        Encoding.Latin1.GetString(octets).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
