namespace Outreach.Inbox;

/// <summary>Recognises where a signature starts (RFC 3676 §4.3), and the lines that telephones add.</summary>
internal static class SignatureLines
{
    private static readonly string[] DeviceLines =
    [
        "sent from my ", "sent from outlook", "sent from yahoo", "sent from mail for", "sent via ", "sent with ", "get outlook for", "envoyé de mon ", "envoyé depuis ", "von meinem ", "gesendet von ",
        "enviado desde mi ", "enviado do meu ", "enviado desde ", "inviato da ", "verzonden vanaf ", "verstuurd vanaf ", "skickat från ", "sendt fra ", "wysłane z ", "отправлено с ",
        "отправлено из ", "lähetetty ", "iphoneから送信", "发自我的", "從我的",
    ];

    /// <summary>Gets whether a signature starts at a line.</summary>
    internal static bool IsStart(string[] lines, int index)
    {
        var line = lines[index].AsSpan();
        var bare = line.Trim();
        if (bare is "--" or "__" or "—" or "–" or "---" || bare.SequenceEqual("-- "))
        {
            return true;
        }

        return bare.Length is > 0 and < 60 && StartsWithDevice(bare) && IsLastOfItsParagraph(lines, index);
    }

    private static bool StartsWithDevice(ReadOnlySpan<char> line)
    {
        foreach (var start in DeviceLines)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A sentence that happens to start like this goes on, and ends with a full stop.</summary>
    private static bool IsLastOfItsParagraph(string[] lines, int index) =>
        !lines[index].AsSpan().TrimEnd().EndsWith(".") && (index + 1 >= lines.Length || string.IsNullOrWhiteSpace(lines[index + 1])
            || QuoteLines.IsQuoted(lines[index + 1].AsSpan()) || QuoteLines.IntroductionLength(lines, index + 1) > 0);
}
