namespace Outreach;

/// <summary>Puts something at the end of a body's template, whose positions stay as they are.</summary>
internal static class BodyEnd
{
    /// <summary>The dashes tell mail readers where the signature begins (RFC 3676 §4.3).</summary>
    private const string TextSignature = "\n\n{{ if sender.signature }}-- \n{{ sender.signature }}\n{{ end }}";

    private const string HtmlSignature = "{{ if sender.signature }}<div class=\"signature\" style=\"margin-top:1em\">{{ sender.signature }}</div>{{ end }}";
    private const string Pixel = "{{ open_pixel }}";

    public static string AppendSignature(string text) => text.TrimEnd() + TextSignature;

    public static string InsertSignature(string html) => Insert(html, HtmlSignature);

    public static string InsertPixel(string html) => Insert(html, Pixel);

    private static string Insert(string html, string markup)
    {
        var end = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + markup : html.Insert(end, markup);
    }
}
