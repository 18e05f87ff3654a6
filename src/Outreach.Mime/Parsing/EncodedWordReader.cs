using System.Buffers;
using System.Text;

namespace Outreach.Mime;

/// <summary>Decodes encoded words (RFC 2047, with the language of RFC 2231 §5) as leniently as clients write them.</summary>
/// <remarks>
/// Neighbours with the same charset are joined as bytes before they are decoded: many senders split characters. Words in the middle of text, with
/// spaces in them, or without a space between them are decoded too. What is not an encoded word stays as it is.
/// </remarks>
internal static class EncodedWordReader
{
    private const int MaxCharsetLength = 64;

    /// <summary>Decodes a header value that has been unfolded. The result has no CR, LF or NUL.</summary>
    public static string Decode(string text)
    {
        var start = text.IndexOf("=?", StringComparison.Ordinal);
        return start < 0 ? text : new Run(text).Decode(start);
    }

    private struct Run(string text)
    {
        private readonly StringBuilder _result = new(text.Length);
        private readonly ArrayBufferWriter<byte> _pending = new();
        private string? _charset;
        private int _done;

        public string Decode(int start)
        {
            while (start >= 0)
            {
                if (!TryReadHead(start, out var charset, out var encoding, out var payload))
                {
                    start = text.IndexOf("=?", start + 1, StringComparison.Ordinal);
                    continue;
                }

                var end = text.IndexOf("?=", payload, StringComparison.Ordinal);
                if (end < 0)
                {
                    // No word after this one can be complete either.
                    break;
                }

                Take(start, charset, encoding, text.AsSpan(payload, end - payload));
                _done = end + 2;
                start = text.IndexOf("=?", _done, StringComparison.Ordinal);
            }

            Flush();
            _result.Append(text, _done, text.Length - _done);
            return _result.ToString();
        }

        // "=?charset?B?": the start of a word.
        private readonly bool TryReadHead(int start, out string charset, out char encoding, out int payload)
        {
            (charset, encoding, payload) = ("", '\0', 0);
            var window = text.AsSpan(start + 2, Math.Min(MaxCharsetLength, text.Length - start - 2));
            var end = window.IndexOfAny("? \t");
            if (end <= 0 || window[end] != '?' || start + 2 + end + 2 >= text.Length || text[start + 2 + end + 2] != '?')
            {
                return false;
            }

            encoding = (char)(text[start + 2 + end + 1] | 0x20);
            payload = start + 2 + end + 3;
            var name = window[..end];
            var language = name.IndexOf('*');
            charset = (language < 0 ? name : name[..language]).ToString();
            return encoding is 'b' or 'q';
        }

        private void Take(int start, string charset, char encoding, ReadOnlySpan<char> payload)
        {
            // White space between two words is no text (RFC 2047 §6.2).
            var between = text.AsSpan(_done, start - _done);
            var follows = _charset is not null && between.IsWhiteSpace();
            if (!follows || !string.Equals(_charset, charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush();
                if (!follows)
                {
                    _result.Append(between);
                }
            }

            _charset = charset;
            var bytes = Encoding.UTF8.GetBytes(payload.ToString());
            if (encoding == 'b')
            {
                _pending.Write(LenientBase64.Decode(bytes));
            }
            else
            {
                _pending.Advance(QuotedPrintableText.DecodeWord(bytes, _pending.GetSpan(bytes.Length + 1)));
            }
        }

        private void Flush()
        {
            if (_charset is null)
            {
                return;
            }

            foreach (var character in Charsets.Decode(_pending.WrittenSpan, _charset))
            {
                // An encoded line end must not become a real one in what the value is copied into.
                _result.Append(character is '\r' or '\n' or '\0' ? ' ' : character);
            }

            _pending.ResetWrittenCount();
            _charset = null;
        }
    }
}
