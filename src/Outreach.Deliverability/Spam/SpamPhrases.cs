using System.Text;

namespace Outreach.Deliverability;

/// <summary>Phrases that spam has more often than other mail; a list of our own.</summary>
internal static class SpamPhrases
{
    private const int MaxText = 200_000;

    private static readonly Lazy<(string Phrase, string Words)[]> Phrases =
        new(() => [.. EmbeddedText.Lines("spam_phrases.txt").Select(phrase => (phrase, Flatten(phrase)))]);

    /// <summary>Finds the phrases in a text, whole words only.</summary>
    public static IEnumerable<string> Find(string text)
    {
        var words = Flatten(text.Length > MaxText ? text[..MaxText] : text);
        return Phrases.Value.Where(phrase => words.Contains(phrase.Words, StringComparison.Ordinal)).Select(phrase => phrase.Phrase);
    }

    // Lower case, blanks for everything between words.
    private static string Flatten(string text)
    {
        var flat = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character) || character is '%' or '\'')
            {
                flat.Append(char.ToLowerInvariant(character));
            }
            else if (flat[^1] != ' ')
            {
                flat.Append(' ');
            }
        }

        return flat.Append(' ').Replace("  ", " ").ToString();
    }
}
