using System.Text.RegularExpressions;

namespace Outreach.Templating;

/// <summary>The functions of <c>regex</c>. No expression runs longer than the limit.</summary>
internal static class RegexFunctions
{
    private const int LongestPattern = 1000;

    /// <summary>What backtracking remembers for each character of the text.</summary>
    private const int BytesToBacktrack = 32;

    /// <summary>How much memory a match takes besides its texts.</summary>
    private const int MatchBytes = 512;

    public static BuiltinObject Create() => Builtins.Object(
        "regex",
        ("escape", "pattern:s", static a => a.IsNull(0) ? default(Value) : Regex.Escape(Charged(a, a.String(0), 8))),
        ("match", "text:s pattern:s options:s?", static a => Run(a, 2, static (regex, text, a) => Groups(a, regex.Match(text)))),
        ("matches", "text:s pattern:s options:s?", static a => Run(a, 2, static (regex, text, a) => All(a, regex, text))),
        ("replace", "text:s pattern:s replace:s options:s?", static a => Run(a, 3, static (regex, text, a) => Replace(a, regex, text))),
        ("split", "text:s pattern:s options:s?", static a => Run(a, 2, static (regex, text, a) => Split(a, regex, text))),
        ("unescape", "pattern:s", static a => Unescape(a)));

    private delegate Value Operation(Regex regex, string text, Arguments arguments);

    private static Value Run(Arguments a, int options, Operation operation)
    {
        if (a.IsNull(0) || a.IsNull(1))
        {
            return default;
        }

        a.Context.ChargeWork(16);
        var regex = a.Context.Template.FindRegex(a.Context, a.String(1), Options(a, options), out var error);
        if (regex is null)
        {
            throw a.Fault("regex", error!);
        }

        try
        {
            return operation(regex, Charged(a, a.String(0), BytesToBacktrack), a);
        }
        catch (RegexMatchTimeoutException)
        {
            throw a.Fault("limit-regex", $"The regular expression took longer than {a.Context.Limits.RegexTimeout.TotalMilliseconds:0} ms.");
        }
    }

    /// <summary>Counts what is made of each character of a text, before it is made.</summary>
    private static string Charged(Arguments a, string text, int bytesPerCharacter)
    {
        a.Context.Charge((long)text.Length * bytesPerCharacter);
        return text;
    }

    /// <summary>Makes a regular expression from what a tenant wrote.</summary>
    public static Regex? Create(string pattern, RegexOptions options, TimeSpan timeout, out string? error)
    {
        error = null;
        if (pattern.Length > LongestPattern)
        {
            error = $"The regular expression is longer than {LongestPattern} characters.";
            return null;
        }

        try
        {
            // Not RegexOptions.NonBacktracking: on .NET 10.0 its first uses on several threads at once now and then find the wrong match. The time limit
            // stops what backtracks for too long.
            return new Regex(pattern, options, timeout);
        }
        catch (ArgumentException)
        {
            error = "The regular expression is not well-formed.";
            return null;
        }
    }

    private static RegexOptions Options(Arguments a, int index)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var c in a.Text(index))
        {
            options |= c switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw a.Fault("arguments", $"`{c}` is no option of a regular expression; there are i, m, s and x."),
            };
        }

        return options;
    }

    private static ScriptArray Groups(Arguments a, Match match)
    {
        var result = Lists.Make(a.Context, match.Groups.Count);
        a.Context.Charge(MatchBytes);
        if (match.Success)
        {
            foreach (Group group in match.Groups)
            {
                a.Context.Charge(128 + (group.Length * 2L));
                result.Add(group.Value);
            }
        }

        return result;
    }

    private static Value All(Arguments a, Regex regex, string text)
    {
        var result = Lists.Make(a.Context, 0);
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            a.Context.ChargeWork(1);
            Lists.Add(a.Context, result, Groups(a, match));
        }

        return result;
    }

    private static Value Replace(Arguments a, Regex regex, string text)
    {
        // Counted before it is made: each match may bring in the whole text again.
        var replacement = a.String(2);
        var growth = replacement.Contains('$', StringComparison.Ordinal) ? (long)text.Length * replacement.Count(c => c == '$') : 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            a.Context.ChargeWork(1);
            a.Context.Charge(MatchBytes + ((replacement.Length + growth) * 2));
        }

        a.Context.Charge(text.Length * 2L);
        return regex.Replace(text, replacement);
    }

    private static Value Split(Arguments a, Regex regex, string text)
    {
        // Counted before they are made: the parts, and what each match brings in by its groups.
        a.Context.Charge(128 + (text.Length * 2L));
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            a.Context.ChargeWork(1);
            a.Context.Charge(MatchBytes + match.Groups.Values.Sum(group => 128 + (group.Length * 2L)));
        }

        return new ScriptArray(regex.Split(text).Select(part => (Value)part).ToArray());
    }

    private static Value Unescape(Arguments a)
    {
        try
        {
            return a.IsNull(0) ? default(Value) : Regex.Unescape(Charged(a, a.String(0), 4));
        }
        catch (ArgumentException)
        {
            throw a.Fault("regex", "The text holds an escape that is not well-formed.");
        }
    }
}
