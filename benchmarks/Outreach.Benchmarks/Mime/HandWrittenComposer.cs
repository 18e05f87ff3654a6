using System.Buffers;
using System.Text;

namespace Outreach.Benchmarks.Mime;

/// <summary>
/// The floor: what one would write by hand for the reference mail and nothing else. It knows that both bodies are quoted-printable with CRLF,
/// that no name needs quotation marks and that the subject takes Q; it checks nothing, decides nothing, and writes into one array.
/// </summary>
internal sealed class HandWrittenComposer
{
    private static readonly SearchValues<byte> Literal =
        SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(c => (byte)c).Where(c => c != '=')]);

    private static readonly byte[] Head = Encoding.ASCII.GetBytes(
        "From: Ann Lee <ann.lee@mail.example.com>\r\nReply-To: Ann Lee <ann.lee@mail.example.com>\r\nFeedback-ID: c42:acme:outreach:example\r\n" +
        "MIME-Version: 1.0\r\n");

    private static readonly byte[] BeforeText = Encoding.ASCII.GetBytes(
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nContent-Type: multipart/alternative;\r\n boundary=\"=_0123456789ABCDEF.a\"\r\n\r\n" +
        "--=_0123456789ABCDEF.a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");

    private static readonly byte[] BeforeHtml = Encoding.ASCII.GetBytes(
        "\r\n--=_0123456789ABCDEF.a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");

    private static readonly byte[] End = Encoding.ASCII.GetBytes("\r\n--=_0123456789ABCDEF.a--\r\n");

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _at;

    /// <summary>Gets what the latest call wrote.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _at);

    public int Write(
        string name,
        string address,
        string id,
        string url,
        DateTimeOffset date,
        ReadOnlySpan<byte> subject,
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> html)
    {
        _at = 0;
        Copy("Date: "u8);
        date.TryFormat(_buffer.AsSpan(_at), out var written, "ddd, dd MMM yyyy HH:mm:ss '+0000'", System.Globalization.CultureInfo.InvariantCulture);
        _at += written;
        Copy("\r\n"u8);
        Copy(Head);
        Copy("To: "u8);
        Ascii(name);
        Copy(" <"u8);
        Ascii(address);
        Copy(">\r\nSubject: =?utf-8?Q?"u8);
        Subject(subject);
        Copy("?=\r\nMessage-ID: <"u8);
        Ascii(id);
        Copy(">\r\nList-Unsubscribe: <"u8);
        Ascii(url);
        Copy(">\r\n"u8);
        Copy(BeforeText);
        QuotedPrintable(text);
        Copy(BeforeHtml);
        QuotedPrintable(html);
        Copy(End);
        return _at;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_at));
        _at += bytes.Length;
    }

    private void Ascii(string text) => _at += Encoding.ASCII.GetBytes(text, _buffer.AsSpan(_at));

    private void Subject(ReadOnlySpan<byte> subject)
    {
        var column = 19;
        foreach (var b in subject)
        {
            if (column > 70 && (b & 0xC0) != 0x80)
            {
                Copy("?=\r\n =?utf-8?Q?"u8);
                column = 11;
            }

            if (b == ' ')
            {
                _buffer[_at++] = (byte)'_';
                column++;
            }
            else if (char.IsAsciiLetterOrDigit((char)b))
            {
                _buffer[_at++] = b;
                column++;
            }
            else
            {
                Escape(b);
                column += 3;
            }
        }
    }

    private void QuotedPrintable(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\r');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 2)..];
            var column = 0;
            while (!line.IsEmpty)
            {
                var room = Math.Min(75 - column, line.Length);
                var run = line[..room].IndexOfAnyExcept(Literal);
                run = run < 0 ? room : run;
                Copy(line[..run]);
                column += run;
                line = line[run..];
                if (!line.IsEmpty && column <= 72 && run < room)
                {
                    Escape(line[0]);
                    column += 3;
                    line = line[1..];
                }
                else if (!line.IsEmpty)
                {
                    Copy("=\r\n"u8);
                    column = 0;
                }
            }

            if (end >= 0)
            {
                Copy("\r\n"u8);
            }
        }
    }

    private void Escape(byte value)
    {
        _buffer[_at] = (byte)'=';
        _buffer[_at + 1] = "0123456789ABCDEF"u8[value >> 4];
        _buffer[_at + 2] = "0123456789ABCDEF"u8[value & 15];
        _at += 3;
    }
}
