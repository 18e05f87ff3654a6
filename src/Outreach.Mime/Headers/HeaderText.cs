using System.Buffers;

namespace Outreach.Mime;

/// <summary>What free text may carry in a header: no control character and no line end, the Unicode ones included.</summary>
public static class HeaderText
{
    // C0, DEL, C1 (with NEL, U+0085), LINE SEPARATOR, PARAGRAPH SEPARATOR.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Append(0x2028).Append(0x2029).Select(c => (char)c)]);

    /// <summary>Says whether a text can stand in a header as it is.</summary>
    /// <param name="text">The text.</param>
    /// <returns>
    /// <see langword="false"/> if it has a control character (U+0000–U+001F, U+007F–U+009F), a Unicode line end (U+2028, U+2029) or half a
    /// surrogate pair.
    /// </returns>
    public static bool IsSafe(ReadOnlySpan<char> text) => IndexOfUnsafe(text) < 0;

    /// <summary>Makes any text fit for a header.</summary>
    /// <param name="text">The text, perhaps from a hostile source.</param>
    /// <returns>
    /// The same instance if nothing had to change; otherwise each run of control characters, line ends and the blanks beside them is one
    /// blank, blanks at both ends are gone, and half a surrogate pair is U+FFFD.
    /// </returns>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsSafe(text) ? TrimBlanks(text) : CleanSlowly(text);
    }

    internal static int IndexOfUnsafe(ReadOnlySpan<char> text)
    {
        var from = text.IndexOfAnyExceptInRange(' ', '~');
        if (from < 0)
        {
            return -1;
        }

        var control = text[from..].IndexOfAny(Unsafe);
        control = control < 0 ? -1 : from + control;
        var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (surrogate < 0)
        {
            return control;
        }

        var broken = IndexOfBrokenSurrogate(text, surrogate);
        return control >= 0 && broken >= 0 ? Math.Min(control, broken) : Math.Max(control, broken);
    }

    /// <summary>Does what <see cref="Clean"/> does, without allocation.</summary>
    internal static ReadOnlySpan<char> CleanInPlace(Span<char> text)
    {
        if (IsSafe(text))
        {
            return text.Trim(' ');
        }

        var target = 0;
        var blanks = 0;
        var sawUnsafe = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' || IsUnsafe(c))
            {
                blanks++;
                sawUnsafe |= c != ' ';
                continue;
            }

            // The text never grows: what stands for a run of blanks isn't longer than the run.
            blanks = target == 0 ? 0 : sawUnsafe ? 1 : blanks;
            text.Slice(target, blanks).Fill(' ');
            target += blanks;
            (blanks, sawUnsafe) = (0, false);
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                text[target++] = c;
                c = text[++i];
            }
            else if (char.IsSurrogate(c))
            {
                c = '\uFFFD';
            }

            text[target++] = c;
        }

        return text[..target];
    }

    internal static bool IsUnsafe(char value) => Unsafe.Contains(value);

    private static int IndexOfBrokenSurrogate(ReadOnlySpan<char> text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    private static string TrimBlanks(string text) =>
        text.Length > 0 && (text[0] == ' ' || text[^1] == ' ') ? text.Trim(' ') : text;

    private static string CleanSlowly(string text)
    {
        var chars = text.ToCharArray();
        return CleanInPlace(chars).ToString();
    }
}
