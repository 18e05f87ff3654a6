using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Deliverability;

/// <summary>An SPF record (RFC 7208 §4.6.1).</summary>
public sealed class SpfRecord
{
    private const string Version = "v=spf1";

    private SpfRecord(string text, IReadOnlyList<SpfTerm> terms)
    {
        Text = text;
        Terms = terms;
    }

    /// <summary>Gets the record as it was read.</summary>
    public string Text { get; }

    /// <summary>Gets the terms in their order.</summary>
    public IReadOnlyList<SpfTerm> Terms { get; }

    /// <summary>Gets the mechanisms, up to and including the first <c>all</c>: what stands behind it has no effect.</summary>
    public IEnumerable<SpfTerm> Mechanisms
    {
        get
        {
            foreach (var term in Terms.Where(term => !term.IsModifier))
            {
                yield return term;
                if (term.Kind == SpfTermKind.All)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Gets the redirection, which counts only where there is no <c>all</c> (RFC 7208 §6.1).</summary>
    public SpfTerm? Redirect => Terms.Any(term => term.Kind == SpfTermKind.All) ? null : Terms.FirstOrDefault(term => term.Kind == SpfTermKind.Redirect);

    /// <summary>Says whether a TXT record is meant as an SPF record of this version (RFC 7208 §4.5).</summary>
    /// <param name="text">The text of a TXT record.</param>
    /// <returns>Whether it starts with <c>v=spf1</c>, followed by a blank or nothing.</returns>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');
    }

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text of a TXT record, its strings joined.</param>
    /// <param name="record">The record.</param>
    /// <param name="error">What is wrong with it, if it is none.</param>
    /// <returns>Whether it is a record.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpfRecord? record, out SpfSyntaxError error)
    {
        ArgumentNullException.ThrowIfNull(text);
        record = null;
        error = default;
        try
        {
            record = new SpfRecord(text, ParseTerms(text));
            return true;
        }
        catch (SpfSyntaxException exception)
        {
            error = new SpfSyntaxError(exception.Position, exception.Message);
            return false;
        }
    }

    /// <summary>Gives the text of a record that also lets others send.</summary>
    /// <param name="record">The record that is there; <see langword="null"/> if there is none.</param>
    /// <param name="addresses">Addresses that may send.</param>
    /// <param name="includes">Domains whose records say who may send, such as <c>_spf.provider.example</c>.</param>
    /// <returns>The text. What the record names already is not added; new terms stand before <c>all</c>.</returns>
    public static string Authorize(SpfRecord? record, IEnumerable<IPAddress> addresses, IEnumerable<string> includes)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(includes);
        var terms = record?.Terms.ToList() ?? [];
        var added = addresses.Where(address => !terms.Any(term => term.Qualifier == SpfVerdict.Pass && term.Network?.Contains(address) == true))
            .Select(address => $"{(address.AddressFamily == AddressFamily.InterNetwork ? "ip4" : "ip6")}:{address}")
            .Concat(includes.Where(domain => !terms.Any(term => term.Kind == SpfTermKind.Include && term.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase)))
                .Select(domain => $"include:{domain}"));
        var place = terms.FindIndex(term => term.Kind is SpfTermKind.All or SpfTermKind.Redirect);
        var texts = terms.ConvertAll(term => term.Text);
        texts.InsertRange(place < 0 ? texts.Count : place, added.Distinct(StringComparer.OrdinalIgnoreCase));
        if (place < 0)
        {
            texts.Add("~all");
        }

        return $"{Version} {string.Join(' ', texts)}";
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static List<SpfTerm> ParseTerms(string text)
    {
        if (!IsMeant(text))
        {
            throw new SpfSyntaxException(0, "Start the record with \"v=spf1\" and a blank.");
        }

        if (!Ascii.IsValid(text))
        {
            throw new SpfSyntaxException(text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7F'), "Remove the character that is not ASCII; write domains with A-labels.");
        }

        var terms = new List<SpfTerm>();
        for (var start = Version.Length; start < text.Length;)
        {
            if (text[start] == ' ')
            {
                start++;
                continue;
            }

            var end = text.IndexOf(' ', start);
            end = end < 0 ? text.Length : end;
            terms.Add(new SpfTermParser(text[start..end], start).Parse());
            start = end;
        }

        CheckOnce(terms, SpfTermKind.Redirect, "redirect=");
        CheckOnce(terms, SpfTermKind.Explanation, "exp=");
        return terms;
    }

    private static void CheckOnce(List<SpfTerm> terms, SpfTermKind kind, string name)
    {
        // RFC 7208 §6: each at most once.
        if (terms.Count(term => term.Kind == kind) > 1)
        {
            throw new SpfSyntaxException(0, $"Keep one \"{name}\" and remove the others.");
        }
    }
}
