using System.Globalization;
using System.Text;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Puts values into texts with macros (RFC 7208 §7).</summary>
internal static class SpfMacroExpander
{
    private const int MaxDomain = 253;

    // A text can name a long value as often as it likes; no domain and no explanation needs that.
    private const int MaxLength = 16_384;

    public static async Task<string> ExpandAsync(SpfMacroText text, SpfSession session, string domain)
    {
        var result = new StringBuilder();
        foreach (var part in text.Parts)
        {
            result.Append(part.Letter is { } letter ? Transform(await ValueAsync(letter, session, domain).ConfigureAwait(false), part) : part.Literal);
            if (result.Length > MaxLength)
            {
                throw new SpfFailure(SpfVerdict.PermError, "a text with macros becomes longer than any domain");
            }
        }

        return result.ToString();
    }

    /// <summary>Expands the domain of a term. One that is too long loses labels on the left (§7.3).</summary>
    public static async Task<string> ExpandDomainAsync(SpfTerm term, SpfSession session, string domain)
    {
        if (term.Macros is null)
        {
            return domain;
        }

        var expanded = (await ExpandAsync(term.Macros, session, domain).ConfigureAwait(false)).TrimEnd('.');
        while (expanded.Length > MaxDomain && expanded.Contains('.', StringComparison.Ordinal))
        {
            expanded = expanded[(expanded.IndexOf('.', StringComparison.Ordinal) + 1)..];
        }

        return expanded;
    }

    private static async Task<string> ValueAsync(char letter, SpfSession session, string domain) => char.ToLowerInvariant(letter) switch
    {
        's' => $"{session.LocalPart}@{session.SenderDomain}",
        'l' => session.LocalPart,
        'o' => session.SenderDomain,
        'd' => domain,
        'i' => session.IsIPv4 ? session.Address.ToString() : Nibbles(session),
        'p' => await ValidatedNameAsync(session, domain).ConfigureAwait(false),
        'v' => session.IsIPv4 ? "in-addr" : "ip6",
        'h' => session.Helo,
        'c' => session.Address.ToString(),
        'r' => session.Receiver,
        _ => session.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    // The reverse of the reverse: all 32 nibbles in order.
    private static string Nibbles(SpfSession session) => string.Join('.', DnsName.ReverseLabels(session.Address).Split('.').Reverse()).ToUpperInvariant();

    private static async Task<string> ValidatedNameAsync(SpfSession session, string domain)
    {
        var names = await session.ValidatedNamesAsync().ConfigureAwait(false);
        return names.FirstOrDefault(name => name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase))
            ?? (names.Count > 0 ? names[0] : "unknown");
    }

    private static string Transform(string value, SpfMacroPart part)
    {
        var pieces = value.Split(part.Delimiters.ToCharArray());
        if (part.IsReversed)
        {
            Array.Reverse(pieces);
        }

        var text = string.Join('.', pieces[Math.Max(0, pieces.Length - part.Count)..]);
        return char.IsAsciiLetterUpper(part.Letter!.Value) ? Uri.EscapeDataString(text) : text;
    }
}
