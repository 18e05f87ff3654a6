using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Deliverability;

/// <summary>What spamd answers to REPORT.</summary>
internal static partial class SpamdResponse
{
    private const int MaxBytes = 256 << 10;

    /// <summary>Reads to the end, which spamd makes by closing the connection.</summary>
    public static async Task<string> ReceiveAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.Latin1.GetString(buffer, 0, length);
    }

    public static SpamScore Read(string text)
    {
        var status = Status().Match(text);
        if (!status.Success)
        {
            return new SpamScore { Problem = "what answered is not spamd" };
        }

        if (status.Groups["code"].Value != "0")
        {
            return new SpamScore { Problem = $"spamd answered: {status.Groups["text"].Value.Trim()}" };
        }

        var verdict = Verdict().Match(text);
        if (!verdict.Success || !TryRead(verdict.Groups["points"], out var points) || !TryRead(verdict.Groups["threshold"], out var threshold))
        {
            return new SpamScore { Problem = "spamd's answer has no score" };
        }

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new SpamScore
        {
            IsSpam = verdict.Groups["spam"].Value.Equals("True", StringComparison.OrdinalIgnoreCase) || verdict.Groups["spam"].Value.Equals("Yes", StringComparison.OrdinalIgnoreCase),
            Points = points,
            Threshold = threshold,
            Rules = [.. ReadRules(end < 0 ? "" : text[end..]).OrderByDescending(rule => rule.Points)],
        };
    }

    // A table with a line of hyphens above it; descriptions go on in lines without points.
    private static List<SpamRule> ReadRules(string report)
    {
        var rules = new List<SpamRule>();
        var inTable = false;
        foreach (var line in report.Split('\n'))
        {
            if (!inTable)
            {
                inTable = line.StartsWith("---- ----", StringComparison.Ordinal);
                continue;
            }

            var rule = Rule().Match(line);
            if (rule.Success && TryRead(rule.Groups["points"], out var points))
            {
                rules.Add(new SpamRule { Name = rule.Groups["name"].Value, Points = points, Description = rule.Groups["text"].Value.Trim() });
            }
            else if (rules.Count > 0 && line.Trim() is { Length: > 0 } more && line.StartsWith("     ", StringComparison.Ordinal))
            {
                rules[^1] = rules[^1] with { Description = $"{rules[^1].Description} {more}" };
            }
        }

        return rules;
    }

    private static bool TryRead(Group number, out double value) => double.TryParse(number.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    [GeneratedRegex(@"^SPAMD/[0-9.]+ (?<code>[0-9]+) (?<text>[^\r\n]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Status();

    [GeneratedRegex(@"^Spam: (?<spam>[A-Za-z]+) ; (?<points>-?[0-9.]+) / (?<threshold>-?[0-9.]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"^ *(?<points>-?[0-9]+(\.[0-9]+)?) +(?<name>[A-Z0-9_a-z]+) *(?<text>[^\r\n]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rule();
}
