using System.Buffers;
using System.Buffers.Text;

namespace Outreach.Mime;

/// <summary>Decodes base64 as RFC 2045 §6.8 has it: what is not of the alphabet is passed over.</summary>
internal static class LenientBase64
{
    private const byte None = 0xFF;

    private static readonly byte[] Values = BuildValues();

    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) + 3];
        if (Base64.DecodeFromUtf8(text, buffer, out _, out var written) != OperationStatus.Done)
        {
            written = DecodeSlowly(text, buffer);
        }

        return written == buffer.Length ? buffer : buffer[..written];
    }

    // Several encoded texts one after another, each with its padding, are one content.
    private static int DecodeSlowly(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var written = 0;
        uint bits = 0;
        var count = 0;
        foreach (var symbol in text)
        {
            var value = Values[symbol];
            if (value != None)
            {
                bits = (bits << 6) | value;
                if (++count == 4)
                {
                    to[written++] = (byte)(bits >> 16);
                    to[written++] = (byte)(bits >> 8);
                    to[written++] = (byte)bits;
                    (bits, count) = (0, 0);
                }
            }
            else if (symbol == '=')
            {
                written += Flush(bits, count, to[written..]);
                (bits, count) = (0, 0);
            }
        }

        return written + Flush(bits, count, to[written..]);
    }

    private static int Flush(uint bits, int count, Span<byte> to)
    {
        switch (count)
        {
            case 2:
                to[0] = (byte)(bits >> 4);
                return 1;
            case 3:
                to[0] = (byte)(bits >> 10);
                to[1] = (byte)(bits >> 2);
                return 2;
            default:
                return 0;
        }
    }

    private static byte[] BuildValues()
    {
        var values = new byte[256];
        values.AsSpan().Fill(None);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var index = 0; index < alphabet.Length; index++)
        {
            values[alphabet[index]] = (byte)index;
        }

        return values;
    }
}
