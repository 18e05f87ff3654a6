using System.Buffers;
using System.Globalization;
using System.Text;

namespace Outreach.Mime;

/// <summary>The sections of one parameter that was split or encoded (RFC 2231 §3 and §4).</summary>
internal sealed class ParameterSections
{
    private const int WholeValue = -1;

    private readonly Dictionary<int, (bool Extended, string Value)> _sections = [];

    /// <summary>Whether a percent sign was found, on decoding, that escapes nothing.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Reads what follows the first star of a name: nothing, <c>0</c>, <c>0*</c>, <c>1</c>, …</summary>
    public static bool TryReadSuffix(ReadOnlySpan<char> suffix, out int index, out bool extended)
    {
        suffix = suffix.TrimEnd();
        extended = suffix.IsEmpty || suffix[^1] == '*';
        var digits = extended && !suffix.IsEmpty ? suffix[..^1] : suffix;
        if (suffix.IsEmpty)
        {
            index = WholeValue;
            return true;
        }

        // §3 forbids leading zeros.
        index = 0;
        return digits is ['0'] || digits.Length is > 0 and < 6 && digits[0] != '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    public void Add(int index, bool extended, string value) => _sections.TryAdd(index, (extended, value));

    /// <summary>Joins and decodes; null if the first section is missing.</summary>
    public string? Decode()
    {
        if (_sections.TryGetValue(WholeValue, out var whole))
        {
            return DecodeWhole(whole.Value);
        }

        if (!_sections.ContainsKey(0))
        {
            return null;
        }

        string? charset = null;
        var result = new StringBuilder();
        var bytes = new ArrayBufferWriter<byte>();
        for (var index = 0; _sections.TryGetValue(index, out var section); index++)
        {
            var value = section.Value.AsSpan();
            if (index == 0 && section.Extended)
            {
                charset = TakeCharset(ref value);
            }

            if (section.Extended)
            {
                AddPercentDecoded(value, bytes);
                continue;
            }

            Flush(result, bytes, charset);
            result.Append(value);
        }

        Flush(result, bytes, charset);
        return result.ToString();
    }

    private string DecodeWhole(string text)
    {
        var value = text.AsSpan();
        var charset = TakeCharset(ref value);
        var bytes = new ArrayBufferWriter<byte>();
        AddPercentDecoded(value, bytes);
        return Clean(Charsets.Decode(bytes.WrittenSpan, charset));
    }

    // charset'language'text; without both apostrophes all of it is text.
    private static string? TakeCharset(ref ReadOnlySpan<char> value)
    {
        var first = value.IndexOf('\'');
        var second = first < 0 ? -1 : value[(first + 1)..].IndexOf('\'');
        if (second < 0)
        {
            return null;
        }

        var charset = value[..first].ToString();
        value = value[(first + second + 2)..];
        return charset;
    }

    private void AddPercentDecoded(ReadOnlySpan<char> value, ArrayBufferWriter<byte> to)
    {
        var raw = Encoding.UTF8.GetBytes(value.ToString());
        var target = to.GetSpan(raw.Length + 1);
        var written = 0;
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] == '%' && index + 2 < raw.Length
                && byte.TryParse(raw.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var decoded))
            {
                target[written++] = decoded;
                index += 2;
            }
            else
            {
                IsDamaged |= raw[index] == '%';
                target[written++] = raw[index];
            }
        }

        to.Advance(written);
    }

    private static void Flush(StringBuilder result, ArrayBufferWriter<byte> bytes, string? charset)
    {
        if (bytes.WrittenCount > 0)
        {
            result.Append(Clean(Charsets.Decode(bytes.WrittenSpan, charset)));
            bytes.ResetWrittenCount();
        }
    }

    private static string Clean(string text) => text.AsSpan().IndexOfAny("\r\n\0") < 0
        ? text
        : text.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ');
}
