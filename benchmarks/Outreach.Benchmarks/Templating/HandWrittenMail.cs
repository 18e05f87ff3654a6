using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Benchmarks.Templating;

/// <summary>The reference mail as a person would write it who knows all of it in advance: the floor that no template engine gets below.</summary>
internal sealed class HandWrittenMail
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");
    private readonly byte[][] _subject = Split(ReferenceMail.Subject);
    private readonly byte[][] _text = Split(ReferenceMail.Text);
    private readonly byte[][] _html = Split(ReferenceMail.Html);

    public void Write(ReferenceMail.Model model, ArrayBufferWriter<byte> output)
    {
        Plain(output, model.FirstName);
        output.Write(_subject[1]);
        Plain(output, model.Company);
        output.Write(_subject[2]);
        Body(model, output, _text, html: false);
        Body(model, output, _html, html: true);
    }

    private static void Body(ReferenceMail.Model model, ArrayBufferWriter<byte> output, byte[][] parts, bool html)
    {
        output.Write(parts[0]);
        Value(output, model.FirstName ?? "there", html);
        output.Write(parts[1]);
        output.Write(parts[model.Orders > 3 ? 2 : 3]);
        output.Write(parts[4]);
        Value(output, model.Company, html);
        output.Write(parts[5]);
        foreach (var product in model.Products)
        {
            output.Write(parts[6]);
            if (html)
            {
                Plain(output, product.Sku);
                output.Write(parts[7]);
                Upper(output, product.Title, html);
                output.Write(parts[8]);
                Price(output, product.Price);
                output.Write(parts[9]);
            }
            else
            {
                Upper(output, product.Title, html);
                output.Write(parts[7]);
                Price(output, product.Price);
                output.Write(parts[8]);
                Plain(output, product.Sku);
                output.Write(parts[9]);
            }
        }

        output.Write(parts[10]);
        if (!html)
        {
            model.Deadline.TryFormat(output.GetSpan(32), out var written, "dd MMMM yyyy", CultureInfo.InvariantCulture);
            output.Advance(written);
            output.Write(parts[11]);
        }

        Value(output, model.Sender, html);
        output.Write(parts[^2]);
        Plain(output, model.Unsubscribe);
        output.Write(parts[^1]);
    }

    private static byte[][] Split(string template)
    {
        List<byte[]> parts = [];
        var start = 0;
        for (var open = template.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = template.IndexOf("{{", start, StringComparison.Ordinal))
        {
            parts.Add(Encoding.UTF8.GetBytes(template[start..open]));
            start = template.IndexOf("}}", open, StringComparison.Ordinal) + 2;
        }

        parts.Add(Encoding.UTF8.GetBytes(template[start..]));
        return [.. parts];
    }

    private static void Price(ArrayBufferWriter<byte> output, decimal price)
    {
        price.TryFormat(output.GetSpan(32), out var written, "0.00", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void Upper(ArrayBufferWriter<byte> output, string text, bool html)
    {
        Span<char> upper = stackalloc char[128];
        Value(output, upper[..text.AsSpan().ToUpperInvariant(upper)], html);
    }

    private static void Value(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text, bool html)
    {
        for (var index = html ? text.IndexOfAny(Special) : -1; index >= 0; index = text.IndexOfAny(Special))
        {
            Plain(output, text[..index]);
            output.Write(text[index] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, '"' => "&quot;"u8, _ => "&#39;"u8 });
            text = text[(index + 1)..];
        }

        Plain(output, text);
    }

    private static void Plain(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, output.GetSpan(text.Length * 3), out _, out var written);
        output.Advance(written);
    }
}
