using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Outreach.Mime;

/// <summary>Writes the field of a signature (RFC 6376 §3.5). What is the same for all messages is made once.</summary>
internal sealed class DkimSignatureWriter
{
    /// <summary>The length of the field's name, <c>DKIM-Signature</c>.</summary>
    public const int NameLength = 14;

    private const int LineLength = 76;
    private const int HashText = 44;

    private static readonly SearchValues<char> SelectorCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private readonly DkimSignerOptions _options;
    private readonly byte[] _start;
    private readonly SignedName[] _names;
    private readonly int _namesLength;

    public DkimSignatureWriter(DkimSignerOptions options, int keyBytes)
    {
        _options = options;
        KeyBytes = keyBytes;
        _names = BuildNames(options);
        _namesLength = _names.Sum(name => name.Text.Length + 4);
        var canonicalization = $"{Name(options.HeaderCanonicalization)}/{Name(options.BodyCanonicalization)}";
        _start = Encoding.ASCII.GetBytes(
            $"DKIM-Signature: v=1; a=rsa-sha256; c={canonicalization};\r\n\td={CheckDomain(options.Domain)};\r\n\ts={CheckSelector(options.Selector)};\r\n\tt=");
        CheckLifetime(options.Lifetime);
    }

    public int KeyBytes { get; }

    /// <summary>How long the text of a signature with its folds and line end can be.</summary>
    public int SignatureLength => (2 * KeyBytes) + 16;

    /// <summary>How long the field without the signature can be, for a message with so many fields.</summary>
    public int MaxLength(int fields) => _start.Length + 128 + HashText + _namesLength + (fields * (LongestName + 4));

    private int LongestName => _names.Max(name => name.Text.Length);

    /// <summary>Writes the signed fields in canonical form, each with its line end.</summary>
    public int WriteSigned(ReadOnlySpan<byte> headers, ReadOnlySpan<HeaderEntry> fields, Span<byte> to)
    {
        var written = 0;
        foreach (var name in _names)
        {
            // From the last one up (RFC 6376 §5.4.2).
            for (var index = fields.Length - 1; index >= 0; index--)
            {
                ref readonly var field = ref fields[index];
                if (name.Is(headers, field))
                {
                    written += DkimHeaders.Write(
                        headers[field.Start..field.End], field.NameLength, _options.HeaderCanonicalization, to[written..]);
                    to[written++] = (byte)'\r';
                    to[written++] = (byte)'\n';
                }
            }
        }

        return written;
    }

    /// <summary>Writes the field up to and with <c>b=</c>; nothing if the message has no From.</summary>
    public int WriteField(
        ReadOnlySpan<byte> headers, ReadOnlySpan<HeaderEntry> fields, in DkimBodyHash bodyHash, DateTimeOffset now, Span<byte> to)
    {
        _start.CopyTo(to);
        var written = _start.Length;
        var time = now.ToUnixTimeSeconds();
        written += WriteNumber(time, to[written..]);
        if (_options.Lifetime is { } lifetime)
        {
            written += Write("; x="u8, to[written..]);
            written += WriteNumber(time + (long)lifetime.TotalSeconds, to[written..]);
        }

        written += Write(";\r\n\th="u8, to[written..]);
        var names = WriteNames(headers, fields, to[written..]);
        if (names == 0)
        {
            return 0;
        }

        written += names;
        written += Write(";\r\n\tbh="u8, to[written..]);
        Base64.EncodeToUtf8(DkimBodyHash.AsSpan(bodyHash), to[written..], out _, out var hash);
        written += hash;
        return written + Write(";\r\n\tb="u8, to[written..]);
    }

    /// <summary>Writes the signature behind <c>b=</c>, folded, and the field's line end.</summary>
    public static int WriteSignature(ReadOnlySpan<byte> signature, Span<byte> to)
    {
        // A multiple of three bytes for each line, so that the lines are base64 by themselves.
        const int BytesPerLine = LineLength / 4 * 3 - 3;
        var written = 0;
        while (!signature.IsEmpty)
        {
            if (written > 0)
            {
                written += Write("\r\n\t"u8, to[written..]);
            }

            var line = signature[..Math.Min(BytesPerLine, signature.Length)];
            Base64.EncodeToUtf8(line, to[written..], out _, out var length);
            written += length;
            signature = signature[line.Length..];
        }

        return written + Write("\r\n"u8, to[written..]);
    }

    // 0 if there is no From.
    private int WriteNames(ReadOnlySpan<byte> headers, ReadOnlySpan<HeaderEntry> fields, Span<byte> to)
    {
        var written = 0;
        var column = 3;
        foreach (var name in _names)
        {
            var count = 0;
            foreach (ref readonly var field in fields)
            {
                count += name.Is(headers, field) ? 1 : 0;
            }

            if (name.IsFrom && count == 0)
            {
                return 0;
            }

            for (count += name.OverSign ? 1 : 0; count > 0; count--)
            {
                if (written > 0)
                {
                    to[written++] = (byte)':';
                    if (++column + name.Text.Length > LineLength)
                    {
                        written += Write("\r\n\t"u8, to[written..]);
                        column = 1;
                    }
                }

                written += Write(name.Text, to[written..]);
                column += name.Text.Length;
            }
        }

        return written;
    }

    private static int Write(ReadOnlySpan<byte> text, Span<byte> to)
    {
        text.CopyTo(to);
        return text.Length;
    }

    private static int WriteNumber(long value, Span<byte> to)
    {
        value.TryFormat(to, out var written, provider: CultureInfo.InvariantCulture);
        return written;
    }

    private static string Name(DkimCanonicalization value) => value == DkimCanonicalization.Relaxed ? "relaxed" : "simple";

    private static SignedName[] BuildNames(DkimSignerOptions options)
    {
        var over = new HashSet<string>(options.OverSignedHeaders, StringComparer.OrdinalIgnoreCase);
        var names = options.SignedHeaders.Prepend("From").Concat(options.OverSignedHeaders)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (names.FirstOrDefault(name => name.Length is 0 or > 70 || name.AsSpan().ContainsAnyExcept(NameCharacters)) is { } wrong)
        {
            throw new ArgumentException($"\"{wrong}\" is no header name: use letters, digits, hyphens and underscores.", nameof(options));
        }

        return [.. names.Select(name => new SignedName(name, over.Contains(name)))];
    }

    private static string CheckDomain(string domain) =>
        DomainName.TryToAscii(domain, out var ascii) && ascii.Contains('.', StringComparison.Ordinal)
            ? ascii
            : throw new ArgumentException($"\"{domain}\" is no domain to sign for: use one such as example.com.", nameof(domain));

    private static string CheckSelector(string selector) =>
        selector.Length is > 0 and <= 63 && !selector.AsSpan().ContainsAnyExcept(SelectorCharacters)
            && !selector.Split('.').Contains("", StringComparer.Ordinal)
            ? selector
            : throw new ArgumentException($"\"{selector}\" is no selector: use letters, digits and hyphens, such as s2026.", nameof(selector));

    private static void CheckLifetime(TimeSpan? lifetime)
    {
        if (lifetime is { } value && (value < TimeSpan.FromMinutes(1) || value > TimeSpan.FromDays(3650)))
        {
            throw new ArgumentException($"A signature can't live for {value}: set one minute to ten years, or none.", nameof(lifetime));
        }
    }

    private readonly struct SignedName(string name, bool overSign)
    {
        public byte[] Text { get; } = Encoding.ASCII.GetBytes(name);

        public bool OverSign { get; } = overSign;

        public bool IsFrom { get; } = name.Equals("From", StringComparison.OrdinalIgnoreCase);

        public bool Is(ReadOnlySpan<byte> headers, in HeaderEntry field) =>
            field.NameLength == Text.Length && Ascii.EqualsIgnoreCase(headers.Slice(field.Start, field.NameLength), Text);
    }
}
