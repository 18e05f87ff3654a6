using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Templating;

/// <summary>The functions of <c>string</c>.</summary>
internal static class TextFunctions
{
    public static BuiltinObject Create() => Builtins.Object(
        "string",
        ("append", "text:s with:s", static a => Join(a, a.Text(0), a.Text(1))),
        ("base64_decode", "text:s", static a => DecodeBase64(a)),
        ("base64_encode", "text:s", static a => System.Convert.ToBase64String(Bytes(a, 0))),
        ("capitalize", "text:s", static a => Capitalize(a, false)),
        ("capitalizewords", "text:s", static a => Capitalize(a, true)),
        ("contains", "text:s value:s", static a => a.Text(0).Contains(a.Text(1), StringComparison.Ordinal)),
        ("downcase", "text:s", static a => ChangeCase(a, false)),
        ("empty", "text:s", static a => a.Text(0).IsEmpty),
        ("ends_with", "text:s value:s", static a => a.Text(0).EndsWith(a.Text(1), StringComparison.Ordinal)),
        ("equals_ignore_case", "text:s value:s", static a => a.Text(0).Equals(a.Text(1), StringComparison.OrdinalIgnoreCase)),
        ("escape", "text:s", static a => Escape(a, false)),
        ("handleize", "text:s", static a => Handleize(a)),
        ("hmac_sha1", "text:s secret:s", static a => Hex(Mac(a, HMACSHA1.HashData))),
        ("hmac_sha256", "text:s secret:s", static a => Hex(Mac(a, HMACSHA256.HashData))),
        ("hmac_sha512", "text:s secret:s", static a => Hex(Mac(a, HMACSHA512.HashData))),
        ("index_of", "text:s search:s start_index:n? count:n? string_comparison:s?", static a => IndexOf(a)),
        ("literal", "text:s", static a => Escape(a, true)),
        ("lstrip", "text:s", static a => Part(a, a.Text(0).TrimStart())),
        ("md5", "text:s", static a => Hex(Hash(a, MD5.HashData))),
        ("pad_left", "text:s width:n", static a => Pad(a, true)),
        ("pad_right", "text:s width:n", static a => Pad(a, false)),
        ("pluralize", "number:n singular:s plural:s", static a => a[Operators.AreEqual(a.Context, a[0], 1, 0) ? 1 : 2]),
        ("prepend", "text:s by:s", static a => Join(a, a.Text(1), a.Text(0))),
        ("remove", "text:s remove:s", static a => Replace(a, default, -1, false)),
        ("remove_first", "text:s remove:s", static a => Replace(a, default, 1, false)),
        ("remove_last", "text:s remove:s", static a => Replace(a, default, 1, true)),
        ("replace", "text:s match:s replace:s", static a => Replace(a, a.Text(2), -1, false)),
        ("replace_first", "text:s match:s replace:s from_end:a?", static a => Replace(a, a.Text(2), 1, a[3].IsTrue)),
        ("rstrip", "text:s", static a => Part(a, a.Text(0).TrimEnd())),
        ("sha1", "text:s", static a => Hex(Hash(a, SHA1.HashData))),
        ("sha256", "text:s", static a => Hex(Hash(a, SHA256.HashData))),
        ("sha512", "text:s", static a => Hex(Hash(a, SHA512.HashData))),
        ("size", "text:s", static a => a.Text(0).Length),
        ("slice", "text:s start:n length:n?", static a => Slice(a, int.MaxValue)),
        ("slice1", "text:s start:n length:n?", static a => Slice(a, 1)),
        ("split", "text:s match:s", static a => Split(a)),
        ("starts_with", "text:s value:s", static a => a.Text(0).StartsWith(a.Text(1), StringComparison.Ordinal)),
        ("strip", "text:s", static a => Part(a, a.Text(0).Trim())),
        ("strip_newlines", "text:s", static a => StripNewLines(a)),
        ("to_double", "text:s", static a => Real(a, false)),
        ("to_float", "text:s", static a => Real(a, true)),
        ("to_int", "text:s", static a => int.TryParse(a.Text(0), NumberStyles.Integer, a.Context.Culture, out var value) ? value : default(Value)),
        ("to_long", "text:s", static a => long.TryParse(a.Text(0), NumberStyles.Integer, a.Context.Culture, out var value) ? value : default(Value)),
        ("truncate", "text:s length:n ellipsis:s?", static a => Truncate(a)),
        ("truncatewords", "text:s count:n ellipsis:s?", static a => TruncateWords(a)),
        ("upcase", "text:s", static a => ChangeCase(a, true)),
        ("whitespace", "text:s", static a => a.Text(0).IsWhiteSpace()));

    /// <summary>Writes a text with the escapes of a string literal.</summary>
    public static void AppendEscaped(ref TextBuilder builder, scoped ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            var escape = c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                '"' => "\\\"",
                '\\' => "\\\\",
                _ => null,
            };
            if (escape is not null)
            {
                builder.Append(escape);
            }
            else if (c < ' ' || c == 0x7F)
            {
                builder.Append("\\x");
                builder.Append((int)c, "X2");
            }
            else
            {
                builder.Append(c);
            }
        }
    }

    private static Value Part(Arguments a, ReadOnlySpan<char> part)
    {
        if (a.IsNull(0) || part.Length == a.Text(0).Length)
        {
            return a[0];
        }

        var builder = new TextBuilder(a.Context, part.Length);
        builder.Append(part);
        return builder.ToValue();
    }

    private static Value Join(Arguments a, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var builder = new TextBuilder(a.Context, first.Length + second.Length);
        builder.Append(first);
        builder.Append(second);
        return builder.ToValue();
    }

    private static Value Escape(Arguments a, bool quoted)
    {
        if (a.IsNull(0))
        {
            return quoted ? "null" : default(Value);
        }

        var builder = new TextBuilder(a.Context, a.Text(0).Length + 8);
        builder.Append(quoted ? "\"" : "");
        AppendEscaped(ref builder, a.Text(0));
        builder.Append(quoted ? "\"" : "");
        return builder.ToValue();
    }

    private static Value ChangeCase(Arguments a, bool upper)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var text = a.Text(0);
        var builder = new TextBuilder(a.Context, text.Length);
        var room = builder.Room(text.Length);
        builder.Advance(upper ? text.ToUpper(room, a.Context.Culture) : text.ToLower(room, a.Context.Culture));
        return builder.ToValue();
    }

    private static Value Capitalize(Arguments a, bool words)
    {
        var text = a.Text(0);
        var builder = new TextBuilder(a.Context, text.Length);
        var atStart = true;
        foreach (var c in text)
        {
            builder.Append(atStart ? char.ToUpper(c, a.Context.Culture) : c);
            atStart = words && (atStart ? !char.IsLetterOrDigit(c) : char.IsWhiteSpace(c));
        }

        return builder.ToValue();
    }

    private static Value Handleize(Arguments a)
    {
        var builder = new TextBuilder(a.Context, a.Text(0).Length);
        var gap = false;
        foreach (var c in a.Text(0))
        {
            if (!char.IsLetterOrDigit(c))
            {
                gap = builder.Length > 0;
                continue;
            }

            builder.Append(gap ? "-" : "");
            gap = false;
            builder.Append(char.ToLowerInvariant(c));
        }

        return builder.ToValue();
    }

    private static Value IndexOf(Arguments a)
    {
        var text = a.String(0);
        var start = Math.Clamp(a.Int(2), 0, text.Length);
        var count = Math.Clamp(a.Int(3, int.MaxValue), 0, text.Length - start);
        var comparison = StringComparison.Ordinal;
        if (!a.IsNull(4) && !Enum.TryParse(a.String(4), ignoreCase: true, out comparison))
        {
            throw a.Fault("arguments", $"`{a.String(4)}` is no kind of comparison.");
        }

        comparison = comparison is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        return text.IndexOf(a.String(1), start, count, comparison);
    }

    private static Value Pad(Arguments a, bool left)
    {
        var text = a.Text(0);
        var width = Math.Max(a.Int(1), text.Length);
        var builder = new TextBuilder(a.Context, width);
        builder.Append(left ? "" : text);
        builder.Room(width - text.Length)[..(width - text.Length)].Fill(' ');
        builder.Advance(width - text.Length);
        builder.Append(left ? text : "");
        return builder.ToValue();
    }

    private static Value Replace(Arguments a, ReadOnlySpan<char> replacement, int most, bool fromEnd)
    {
        var text = a.Text(0);
        var match = a.Text(1);
        if (text.IsEmpty || match.IsEmpty)
        {
            return a[0];
        }

        var builder = new TextBuilder(a.Context, text.Length);
        while (most-- != 0)
        {
            var index = fromEnd ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
            if (index < 0)
            {
                break;
            }

            builder.Append(text[..index]);
            builder.Append(replacement);
            text = text[(index + match.Length)..];
        }

        builder.Append(text);
        return builder.ToValue();
    }

    private static Value Slice(Arguments a, int missing)
    {
        var text = a.Text(0);
        var start = a.Long(1);
        start = start < 0 ? Math.Max(0, start + text.Length) : start;
        var length = a.Long(2, missing);
        if (start >= text.Length || length < 0)
        {
            return Value.EmptyText;
        }

        return Part(a, text.Slice((int)start, (int)Math.Min(length, text.Length - start)));
    }

    private static Value Split(Arguments a)
    {
        var text = a.String(0);
        var match = a.String(1);
        if (match.Length == 0)
        {
            return Lists.Characters(a.Context, text);
        }

        // Counted before they are made: the parts, and where each begins.
        a.Context.Charge(128 + (text.Length * 2L) + ((text.AsSpan().Count(match) + 1) * 64L));
        var items = text.Split(match, StringSplitOptions.RemoveEmptyEntries);
        var parts = Lists.Make(a.Context, items.Length);
        foreach (var item in items)
        {
            parts.Add(item);
        }

        return parts;
    }

    private static Value StripNewLines(Arguments a)
    {
        var builder = new TextBuilder(a.Context, a.Text(0).Length);
        foreach (var c in a.Text(0))
        {
            if (c is not ('\r' or '\n'))
            {
                builder.Append(c);
            }
        }

        return builder.ToValue();
    }

    private static Value Truncate(Arguments a)
    {
        var text = a.Text(0);
        var length = Math.Max(0, a.Int(1));
        if (text.Length <= length)
        {
            return a.IsNull(0) ? Value.EmptyText : a[0];
        }

        var ellipsis = a.IsNull(2) ? "..." : a.Text(2);
        var kept = Math.Max(0, length - ellipsis.Length);
        kept -= kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? 1 : 0;
        return Join(a, text[..kept], ellipsis);
    }

    private static Value TruncateWords(Arguments a)
    {
        var text = a.Text(0);
        var builder = new TextBuilder(a.Context, Math.Min(text.Length, 256));
        var left = Math.Max(0, a.Int(1));
        var rest = text.TrimStart();
        for (; left > 0 && !rest.IsEmpty; left--)
        {
            var end = 0;
            while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
            {
                end++;
            }

            builder.Append(builder.Length > 0 ? " " : "");
            builder.Append(rest[..end]);
            rest = rest[end..].TrimStart();
        }

        if (!rest.IsEmpty)
        {
            builder.Append(a.IsNull(2) ? "..." : a.Text(2));
        }

        return builder.ToValue();
    }

    private static Value Real(Arguments a, bool single)
    {
        if (!double.TryParse(a.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, a.Context.Culture, out var value))
        {
            return default;
        }

        return single ? Value.FromSingle((float)value) : Value.FromReal(value);
    }

    private static Value DecodeBase64(Arguments a)
    {
        var length = ((a.Text(0).Length / 4) + 1) * 3;
        a.Context.Charge(64 + (length * 3L));
        var bytes = new byte[length];
        return System.Convert.TryFromBase64Chars(a.Text(0), bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw a.Fault("type", "The text is not Base64.");
    }

    private static byte[] Hash(Arguments a, Func<byte[], byte[]> hash) => hash(Bytes(a, 0));

    private static byte[] Mac(Arguments a, Func<byte[], byte[], byte[]> mac) =>
        mac(Bytes(a, 1), Bytes(a, 0));

    /// <summary>The UTF-8 of a text, counted together with the text that a hash or Base64 makes of it.</summary>
    private static byte[] Bytes(Arguments a, int index)
    {
        var text = a.String(index);
        var count = Encoding.UTF8.GetByteCount(text);
        a.Context.Charge(512 + (count * 4L));
        return Encoding.UTF8.GetBytes(text);
    }

    private static Value Hex(byte[] bytes) => System.Convert.ToHexStringLower(bytes);
}
