using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Outreach.Inbox;

/// <summary>Small readings of text from mail.</summary>
internal static class MailWords
{
    private static readonly string[] Prefixes =
        ["re", "aw", "antw", "sv", "vs", "rv", "ref", "odp", "res", "rif", "fw", "fwd", "wg", "tr", "enc", "i", "r", "回复", "答复", "转发", "ответ", "отв"];

    /// <summary>Cuts a text to a length, never within a surrogate pair.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>Removes reply and forward prefixes such as <c>Re:</c>, <c>AW:</c>, <c>Re[2]:</c> from a subject.</summary>
    internal static string ThreadSubject(string subject)
    {
        var rest = subject.AsSpan().Trim();
        while (TryTakePrefix(rest, out var after))
        {
            rest = after.TrimStart();
        }

        return Collapse(rest);
    }

    /// <summary>Makes one blank of each run of white space.</summary>
    internal static string Collapse(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var range in text.SplitAny(' ', '\t', '\n', '\r', '\u00a0'))
        {
            var word = text[range];
            if (!word.IsEmpty)
            {
                result.Append(result.Length > 0 ? " " : "").Append(word);
            }
        }

        return result.ToString();
    }

    internal static bool ContainsAny(ReadOnlySpan<char> text, ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryTakePrefix(ReadOnlySpan<char> subject, out ReadOnlySpan<char> after)
    {
        after = default;
        var colon = subject[..Math.Min(subject.Length, 12)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return false;
        }

        var word = subject[..colon].TrimEnd();
        var bracket = word.IndexOfAny('[', '(');
        word = bracket > 0 && word[^1] is ']' or ')' ? word[..bracket].TrimEnd() : word;
        foreach (var prefix in Prefixes)
        {
            if (word.Equals(prefix, StringComparison.OrdinalIgnoreCase))
            {
                after = subject[(colon + 1)..];
                return true;
            }
        }

        return false;
    }
}
