namespace Outreach.Providers.Smtp;

/// <summary>Finds the enhanced status code at the beginning of a reply's text (RFC 2034 §4, RFC 3463 §2).</summary>
internal static class EnhancedCodeReader
{
    // What nearly every accepted message brings.
    private const string Usual = "2.0.0";

    /// <summary>Returns the code if its class agrees with the reply code, or <see langword="null"/>.</summary>
    public static string? Find(int replyCode, string text)
    {
        // Some servers put "#" before it, as in "550 #5.1.0".
        var start = text.StartsWith('#') ? 1 : 0;
        var end = start;
        var dots = 0;
        var digits = 0;
        for (; end < text.Length && end - start < 9 && (char.IsAsciiDigit(text[end]) || text[end] == '.'); end++)
        {
            if (text[end] != '.')
            {
                digits++;
            }
            else if (digits is 0 or > 3)
            {
                return null;
            }
            else
            {
                dots++;
                digits = 0;
            }
        }

        var isCode = dots == 2 && digits is >= 1 and <= 3 && text[start] - '0' == replyCode / 100 && text[start + 1] == '.';
        return !isCode ? null : text.AsSpan(start..end) is Usual ? Usual : text[start..end];
    }
}
