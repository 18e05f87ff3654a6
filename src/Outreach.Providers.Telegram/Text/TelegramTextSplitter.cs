using System.Globalization;

namespace Outreach.Providers.Telegram;

/// <summary>
/// Cuts a text into parts of at most a number of UTF-16 code units: between paragraphs, lines or words, outside of formats where that is possible, and never
/// inside a character. A format that is longer than a part goes on in the next one.
/// </summary>
internal static class TelegramTextSplitter
{
    /// <summary>The longest text of a message (Bot API, sendMessage).</summary>
    public const int MostText = 4_096;

    /// <summary>The longest caption of a file (Bot API, sendPhoto, sendDocument).</summary>
    public const int MostCaption = 1_024;

    private static readonly string[] Boundaries = ["\n\n", "\n", " "];

    /// <param name="text">The text.</param>
    /// <param name="first">How long the first part may be.</param>
    public static IReadOnlyList<TelegramText> Split(TelegramText text, int first = MostText)
    {
        List<TelegramText> parts = [];
        var start = 0;
        while (start < text.Text.Length)
        {
            var most = parts.Count == 0 ? first : MostText;
            var end = text.Text.Length - start <= most ? text.Text.Length : FindCut(text, start, start + most);
            if (text.Slice(start, end) is { Text.Length: > 0 } part)
            {
                parts.Add(part);
            }

            start = end;
        }

        return parts;
    }

    private static int FindCut(TelegramText text, int start, int most)
    {
        // A part is at least half full, unless its words are longer than that.
        var least = start + ((most - start) / 2);
        foreach (var isInside in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var boundary in Boundaries)
            {
                for (var cut = LastBoundary(text.Text, boundary, least, most); cut > 0; cut = LastBoundary(text.Text, boundary, least, cut - 1))
                {
                    if (isInside || !text.Entities.Any(entity => entity.Offset < cut && cut < entity.End))
                    {
                        return cut;
                    }
                }
            }
        }

        return LastWholeCharacter(text.Text, start, most);
    }

    /// <summary>Finds the last cut behind a boundary.</summary>
    private static int LastBoundary(string text, string boundary, int least, int most)
    {
        if (most <= least)
        {
            return 0;
        }

        var found = text.LastIndexOf(boundary, most - 1, most - least, StringComparison.Ordinal);
        return found < 0 ? 0 : found + boundary.Length;
    }

    /// <summary>Finds the last cut between what readers see as characters (UAX #29).</summary>
    private static int LastWholeCharacter(string text, int start, int most)
    {
        var cut = start;
        while (true)
        {
            var next = cut + StringInfo.GetNextTextElementLength(text, cut);
            if (next > most)
            {
                // One character of thousands of code points is none that anybody reads.
                return cut > start ? cut : char.IsLowSurrogate(text[most]) ? most - 1 : most;
            }

            cut = next;
        }
    }
}
