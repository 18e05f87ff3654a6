using System.Text.RegularExpressions;

namespace Outreach.Deliverability;

/// <summary>A text with macros (RFC 7208 §7.1), read once and expanded for each client.</summary>
internal sealed partial class SpfMacroText
{
    private const string Letters = "slodiphv";
    private const string ExplanationLetters = "crt";

    private SpfMacroText(IReadOnlyList<SpfMacroPart> parts) => Parts = parts;

    public IReadOnlyList<SpfMacroPart> Parts { get; }

    /// <summary>Whether the text is the same for every client.</summary>
    public bool IsFixed => Parts.All(part => part.Letter is null);

    /// <summary>The text where it is the same for every client.</summary>
    public string FixedText => string.Concat(Parts.Select(part => part.Literal));

    /// <summary>Reads a text without blanks (macro-string).</summary>
    public static SpfMacroText Parse(string text, int offset) => Parse(text, offset, Letters, allowBlanks: false);

    /// <summary>Reads the text of an explanation: blanks and three more letters are allowed (§6.2, §7.2).</summary>
    public static SpfMacroText ParseExplanation(string text) => Parse(text, 0, Letters + ExplanationLetters, allowBlanks: true);

    /// <summary>Reads a domain (domain-spec): it ends with a macro or a dot and a top label.</summary>
    public static SpfMacroText ParseDomain(string text, int offset)
    {
        var parsed = Parse(text, offset);
        var last = parsed.Parts.Count == 0 ? null : parsed.Parts[^1];
        if (last is null || (last.IsLiteral && !DomainEnd().IsMatch(text)))
        {
            throw new SpfSyntaxException(offset, "Write a whole domain, such as _spf.example.com.");
        }

        return parsed;
    }

    private static SpfMacroText Parse(string text, int offset, string letters, bool allowBlanks)
    {
        var parts = new List<SpfMacroPart>();
        for (var position = 0; position < text.Length;)
        {
            var percent = text.IndexOf('%', position);
            var end = percent < 0 ? text.Length : percent;
            if (end > position)
            {
                CheckLiteral(text.AsSpan(position, end - position), offset + position, allowBlanks);
                parts.Add(SpfMacroPart.OfText(text[position..end]));
                position = end;
                continue;
            }

            position += AddMacro(text, position, offset, letters, parts);
        }

        return new SpfMacroText(parts);
    }

    private static int AddMacro(string text, int position, int offset, string letters, List<SpfMacroPart> parts)
    {
        var escape = text.Length > position + 1 ? text[position + 1] : '\0';
        if (escape is '%' or '_' or '-')
        {
            parts.Add(SpfMacroPart.OfEscape(escape switch { '%' => "%", '_' => " ", _ => "%20" }));
            return 2;
        }

        var match = Macro().Match(text, position);
        if (!match.Success || !letters.Contains(char.ToLowerInvariant(match.Groups["letter"].Value[0]), StringComparison.Ordinal))
        {
            throw new SpfSyntaxException(offset + position, "Correct the macro: a percent sign starts one, such as %{i} or %{d2}; write %% for the sign itself.");
        }

        var digits = match.Groups["digits"].Value;
        var count = digits.Length == 0 ? int.MaxValue : digits.Length > 3 ? 999 : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        if (count == 0)
        {
            throw new SpfSyntaxException(offset + position, "Write how many parts of the macro are kept as 1 or more.");
        }

        parts.Add(new SpfMacroPart
        {
            Letter = match.Groups["letter"].Value[0],
            Count = count,
            IsReversed = match.Groups["reverse"].Success,
            Delimiters = match.Groups["delimiters"] is { Length: > 0 } given ? given.Value : ".",
        });
        return match.Length;
    }

    private static void CheckLiteral(ReadOnlySpan<char> text, int position, bool allowBlanks)
    {
        var first = allowBlanks ? ' ' : '!';
        var wrong = text.IndexOfAnyExceptInRange(first, '~');
        if (wrong >= 0)
        {
            throw new SpfSyntaxException(position + wrong, "Remove the character: only printable ASCII may stand here.");
        }
    }

    [GeneratedRegex(@"\G%\{(?<letter>[A-Za-z])(?<digits>[0-9]*)(?<reverse>[rR])?(?<delimiters>[.\-+,/_=]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Macro();

    // RFC 7208 §12: a top label is not all digits, and neither starts nor ends with a hyphen.
    [GeneratedRegex(@"\.([A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9\-]*[A-Za-z0-9])\.?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DomainEnd();
}
