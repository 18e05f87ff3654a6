using System.Globalization;

namespace Outreach.Inbox;

/// <summary>Finds status codes (RFC 3463) and SMTP reply codes in what servers say.</summary>
internal static class StatusText
{
    /// <summary>Finds the first status code of class 2, 4 or 5, such as <c>5.1.1</c>. Addresses such as 5.1.1.7 are none.</summary>
    /// <returns>The code, or <see langword="null"/>.</returns>
    internal static string? FindStatus(ReadOnlySpan<char> text) => Find(text, '2');

    /// <summary>Finds the first status code of class 4 or 5.</summary>
    /// <returns>The code, or <see langword="null"/>.</returns>
    internal static string? FindFailureStatus(ReadOnlySpan<char> text) => Find(text, '4');

    private static string? Find(ReadOnlySpan<char> text, char least)
    {
        for (var i = 0; i + 5 <= text.Length; i++)
        {
            if (text[i] is not ('2' or '4' or '5') || text[i] < least || text[i + 1] != '.' || (i > 0 && IsPartOfNumber(text[i - 1])))
            {
                continue;
            }

            var subject = DigitsAt(text, i + 2);
            var dot = i + 2 + subject;
            if (subject is < 1 or > 3 || dot >= text.Length || text[dot] != '.')
            {
                continue;
            }

            var detail = DigitsAt(text, dot + 1);
            var end = dot + 1 + detail;
            if (detail is >= 1 and <= 3 && (end == text.Length || !IsPartOfNumber(text[end]) || IsEndOfSentence(text, end)))
            {
                return text[i..end].ToString();
            }
        }

        return null;
    }

    /// <summary>Finds the first reply code of class 4 or 5 that stands where servers put it: before a blank, a hyphen or the line's end.</summary>
    /// <returns>The code, or <see langword="null"/>.</returns>
    internal static int? FindReplyCode(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 3 <= text.Length; i++)
        {
            if (text[i] is not ('4' or '5') || text[i + 1] is < '0' or > '5' || !char.IsAsciiDigit(text[i + 2]))
            {
                continue;
            }

            var startsWord = i == 0 || text[i - 1] is ' ' or '\n' or '\t' or '(' or '"' or ';' or '\'' or '=' or ':';
            var endsWord = i + 3 == text.Length || text[i + 3] is ' ' or '-' or '\n' or '\t' or ')' or '"' or '\'' or ':';
            if (startsWord && endsWord)
            {
                return int.Parse(text.Slice(i, 3), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    /// <summary>Takes the first of two codes, unless it says only the class (x.0.0) and the second says more.</summary>
    internal static string? MoreTelling(string? first, string? second) =>
        first is null || (second is not null && first.EndsWith(".0.0", StringComparison.Ordinal)) ? second ?? first : first;

    private static int DigitsAt(ReadOnlySpan<char> text, int from)
    {
        var digits = 0;
        while (from + digits < text.Length && char.IsAsciiDigit(text[from + digits]))
        {
            digits++;
        }

        return digits;
    }

    private static bool IsPartOfNumber(char character) => char.IsAsciiDigit(character) || character == '.';

    private static bool IsEndOfSentence(ReadOnlySpan<char> text, int end) =>
        text[end] == '.' && (end + 1 == text.Length || !char.IsAsciiDigit(text[end + 1]));
}
