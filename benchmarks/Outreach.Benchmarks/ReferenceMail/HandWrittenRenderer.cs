using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Benchmarks;

/// <summary>
/// The floor for rendering: what one would write by hand for the reference templates and nothing else. It knows the order of their tags, copies the
/// bytes between them, escapes what HTML needs, and writes into one array.
/// </summary>
internal sealed partial class HandWrittenRenderer
{
    private static readonly byte[][] Subject = Split(ReferenceTemplates.Subject);
    private static readonly byte[][] Text = Split(ReferenceTemplates.Text);
    private static readonly byte[][] Html = Split(ReferenceTemplates.Html);

    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _at;

    /// <summary>Gets what the latest call wrote.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _at);

    public int RenderSubject(string? firstName, string? companyName)
    {
        _at = 0;
        Copy(Subject[0]);
        Capitalized(firstName ?? "Hello");
        Copy(Subject[1]);
        Plain(companyName ?? "you");
        Copy(Subject[2]);
        return _at;
    }

    public int RenderText(string? firstName, string? companyName, string? city, string senderName, string url, ReadOnlySpan<ReferenceProduct> products)
    {
        _at = 0;
        Copy(Text[0]);
        Capitalized(firstName ?? "there");
        Copy(Text[1]);
        Plain(companyName ?? "you");
        Copy(Text[2]);
        if (city is not null)
        {
            Copy(Text[3]);
            Upper(city);
            Copy(Text[4]);
        }
        else
        {
            Copy(Text[5]);
        }

        Copy(Text[6]);
        foreach (var product in products)
        {
            Copy(Text[7]);
            Plain(product.Name);
            Copy(Text[8]);
            Price(product.Price);
            Copy(Text[9]);
            Price(product.OldPrice);
            Copy(Text[10]);
        }

        Copy(Text[11]);
        Plain(senderName);
        Copy(Text[12]);
        Plain(url);
        Copy(Text[13]);
        return _at;
    }

    public int RenderHtml(string? firstName, string? companyName, string? city, string senderName, string url, ReadOnlySpan<ReferenceProduct> products)
    {
        _at = 0;
        Copy(Html[0]);
        Capitalized(firstName ?? "there");
        Copy(Html[1]);
        Escaped(companyName ?? "you");
        Copy(Html[2]);
        if (city is not null)
        {
            Copy(Html[3]);
            Upper(city);
            Copy(Html[4]);
        }
        else
        {
            Copy(Html[5]);
        }

        Copy(Html[6]);
        foreach (var product in products)
        {
            Product(product);
        }

        Copy(Html[15]);
        Escaped(senderName);
        Copy(Html[16]);
        Escaped(url);
        Copy(Html[17]);
        return _at;
    }

    private void Product(ReferenceProduct product)
    {
        Copy(Html[7]);
        Number(product.Id);
        Copy(Html[8]);
        Number(product.Id);
        Copy(Html[9]);
        Escaped(product.Name);
        Copy(Html[10]);
        Escaped(product.Name);
        Copy(Html[11]);
        Price(product.Price);
        Copy(Html[12]);
        Price(product.OldPrice);
        Copy(Html[13]);
        Number(product.Id);
        Copy(Html[14]);
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_at));
        _at += bytes.Length;
    }

    private void Plain(ReadOnlySpan<char> text) => _at += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_at));

    private void Number(long value)
    {
        value.TryFormat(_buffer.AsSpan(_at), out var written, default, CultureInfo.InvariantCulture);
        _at += written;
    }

    private void Price(decimal value)
    {
        value.TryFormat(_buffer.AsSpan(_at), out var written, "0.00", CultureInfo.InvariantCulture);
        _at += written;
    }

    private void Capitalized(ReadOnlySpan<char> text)
    {
        var first = char.ToUpperInvariant(text[0]);
        Escaped(new ReadOnlySpan<char>(in first));
        Escaped(text[1..]);
    }

    private void Upper(ReadOnlySpan<char> text)
    {
        Span<char> upper = stackalloc char[64];
        Escaped(upper[..text.ToUpperInvariant(upper)]);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var run = text.IndexOfAny("&<>\"'");
            if (run < 0)
            {
                Plain(text);
                return;
            }

            Plain(text[..run]);
            Copy(text[run] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                _ => "&#39;"u8,
            });
            text = text[(run + 1)..];
        }
    }

    private static byte[][] Split(string template) => [.. Tags().Split(template).Select(Encoding.UTF8.GetBytes)];

    [GeneratedRegex(@"\{\{.*?\}\}")]
    private static partial Regex Tags();
}
