namespace Outreach.Mime;

/// <summary>Writes the encoding's header field, the empty line and the encoded text.</summary>
internal static class BodyWriter
{
    /// <summary>Writes a text body.</summary>
    /// <param name="sink">Where it goes, after the other fields of the part.</param>
    /// <param name="body">UTF-8 with any line ends.</param>
    /// <param name="allowEightBit">Whether 8bit may be chosen.</param>
    /// <param name="endLine">Whether the last line must end with CRLF, as it must at the end of a message.</param>
    /// <returns>Whether 8bit was chosen.</returns>
    public static bool Write(ref MessageSink sink, scoped ReadOnlySpan<byte> body, bool allowEightBit, bool endLine)
    {
        var encoding = BodyAnalysis.Choose(body, allowEightBit, out var hasCrLf);
        switch (encoding)
        {
            case BodyEncoding.QuotedPrintable:
                sink.Write("Content-Transfer-Encoding: quoted-printable\r\n\r\n"u8);
                QuotedPrintableEncoder.Write(ref sink, body);
                break;
            case BodyEncoding.Base64:
                sink.Write("Content-Transfer-Encoding: base64\r\n\r\n"u8);
                Base64Encoder.WriteText(ref sink, body);
                break;
            default:
                sink.Write(encoding == BodyEncoding.SevenBit
                    ? "Content-Transfer-Encoding: 7bit\r\n\r\n"u8
                    : "Content-Transfer-Encoding: 8bit\r\n\r\n"u8);
                if (hasCrLf)
                {
                    sink.Write(body);
                }
                else
                {
                    LineEnd.Write(ref sink, body);
                }

                break;
        }

        if (endLine && (encoding == BodyEncoding.Base64 || body.IsEmpty || body[^1] is not ((byte)'\r' or (byte)'\n')))
        {
            sink.Write("\r\n"u8);
        }

        return encoding == BodyEncoding.EightBit;
    }
}
