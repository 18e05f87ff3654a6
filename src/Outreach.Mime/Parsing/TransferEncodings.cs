using System.Buffers;

namespace Outreach.Mime;

/// <summary>The transfer encodings of RFC 2045 §6 on reading.</summary>
internal static class TransferEncodings
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\"';,(");

    public static string Read(ParsedHeaders headers)
    {
        if (headers.Find("Content-Transfer-Encoding") is not { } header)
        {
            return "7bit";
        }

        // Clients add comments, quotes, semicolons and even several values: the first word counts.
        var text = header.RawText.AsSpan().TrimStart(" \t\"'");
        var end = text.IndexOfAny(WordEnds);
        var word = MailText.Lower((end < 0 ? text : text[..end]).ToString());
        return word switch
        {
            "" => "7bit",
            "quoted-printable" or "quotedprintable" or "quoted_printable" or "qp" => "quoted-printable",
            "base64" or "base-64" or "b64" => "base64",
            "uuencode" or "uue" or "x-uue" or "x-uu" => "x-uuencode",
            _ => word,
        };
    }

    public static bool IsEncoded(string encoding) => encoding is "quoted-printable" or "base64";

    /// <summary>Whether a text in this encoding can't be shown, since it isn't decoded here (RFC 2045 §6.4: as application/octet-stream).</summary>
    public static bool IsOpaque(string encoding) => encoding is "x-uuencode" or "x-yencode";

    public static byte[] Decode(string encoding, ReadOnlySpan<byte> body) =>
        encoding == "base64" ? LenientBase64.Decode(body) : QuotedPrintableText.Decode(body);
}
