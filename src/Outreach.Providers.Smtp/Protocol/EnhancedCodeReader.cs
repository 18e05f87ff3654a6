namespace Outreach.Providers.Smtp;

/// <summary>Finds the enhanced status code at the beginning of a reply's text (RFC 2034 §4, RFC 3463 §2).</summary>
internal static class EnhancedCodeReader
{
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

        return dots == 2 && digits is >= 1 and <= 3 && text[start] - '0' == replyCode / 100 && text[start + 1] == '.' ? text[start..end] : null;
    }
}
