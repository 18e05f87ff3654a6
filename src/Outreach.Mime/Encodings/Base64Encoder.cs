using System.Buffers;
using System.Buffers.Text;

namespace Outreach.Mime;

/// <summary>Writes base64 in lines of 76 characters (RFC 2045 §6.8), with no line end after the last.</summary>
internal static class Base64Encoder
{
    /// <summary>How many bytes make a line.</summary>
    public const int LineBytes = 57;

    private const int LineChars = 76;

    public static void Write(ref MessageSink sink, scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > LineBytes)
        {
            var line = sink.Reserve(LineChars + 2);
            Base64.EncodeToUtf8(bytes[..LineBytes], line, out _, out _);
            "\r\n"u8.CopyTo(line[LineChars..]);
            sink.Advance(LineChars + 2);
            bytes = bytes[LineBytes..];
        }

        Base64.EncodeToUtf8(bytes, sink.Reserve(LineChars), out _, out var written);
        sink.Advance(written);
    }

    /// <summary>Writes text whose line ends become CRLF first, which is its canonical form (RFC 2045 §6.8).</summary>
    public static void WriteText(ref MessageSink sink, scoped ReadOnlySpan<byte> text)
    {
        var canonical = ArrayPool<byte>.Shared.Rent(text.Length * 2);
        Write(ref sink, canonical.AsSpan(0, LineEnd.Copy(text, canonical)));
        ArrayPool<byte>.Shared.Return(canonical);
    }
}
