using System.Collections.Frozen;

namespace Outreach.Dns;

/// <summary>
/// A public suffix list: under which names people register domains, such as <c>com</c> and <c>co.uk</c>. Immutable; both the part of ICANN and
/// the private one count.
/// </summary>
public sealed class PublicSuffixList
{
    private const int MaxRules = 200_000;

    private static readonly Lazy<PublicSuffixList> Embedded = new(LoadEmbedded);

    private readonly FrozenDictionary<string, RuleKinds> _rules;
    private readonly FrozenDictionary<string, RuleKinds>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private PublicSuffixList(Dictionary<string, RuleKinds> rules)
    {
        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _rules.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    [Flags]
    private enum RuleKinds
    {
        None = 0,

        /// <summary>The name itself.</summary>
        Name = 1,

        /// <summary>Any name directly below it.</summary>
        Below = 2,

        /// <summary>No suffix, though a rule above says so.</summary>
        Exception = 4,
    }

    /// <summary>Gets the list that comes with this package; its README says of which day. Read on first use.</summary>
    public static PublicSuffixList Default => Embedded.Value;

    /// <summary>Gets how many names have a rule.</summary>
    public int Count => _rules.Count;

    /// <summary>Reads a list in the format of publicsuffix.org.</summary>
    /// <param name="reader">The text; lines that are no rule are skipped.</param>
    /// <returns>The list.</returns>
    /// <exception cref="FormatException">There is no rule in it, or more than 200,000.</exception>
    public static PublicSuffixList Parse(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rules = new Dictionary<string, RuleKinds>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            Add(rules, line);
            if (rules.Count > MaxRules)
            {
                throw new FormatException($"Load a public suffix list with at most {MaxRules} rules.");
            }
        }

        return rules.Count > 0
            ? new PublicSuffixList(rules)
            : throw new FormatException("Load a public suffix list in the format of publicsuffix.org: there is no rule in this text.");
    }

    /// <summary>Finds the public suffix of a domain. A top-level domain without rules is one.</summary>
    /// <param name="domain">A domain, in any letter case, with A-labels or U-labels.</param>
    /// <returns>The suffix in lower case with A-labels, such as <c>co.uk</c>; <see langword="null"/> if this can't be a domain.</returns>
    public string? GetPublicSuffix(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return DnsName.TryNormalize(domain, out var name) && name.Length > 0 ? name[SuffixStart(name)..] : null;
    }

    /// <summary>Finds the part of a domain that somebody registered: the public suffix and one label more.</summary>
    /// <param name="domain">A domain, in any letter case, with A-labels or U-labels.</param>
    /// <returns>The registrable domain in lower case with A-labels; <see langword="null"/> if the domain is a public suffix, or can't be one.</returns>
    public string? GetRegistrableDomain(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (!DnsName.TryNormalize(domain, out var name) || name.Length == 0)
        {
            return null;
        }

        var start = SuffixStart(name);
        return start == 0 ? null : name[(name.LastIndexOf('.', start - 2) + 1)..];
    }

    // The rule with the most labels wins, so the name is tried whole first. Exceptions win over everything.
    private int SuffixStart(string name)
    {
        for (var start = 0; ;)
        {
            var dot = name.IndexOf('.', start);
            var kinds = KindsOf(name.AsSpan(start));
            if (kinds.HasFlag(RuleKinds.Exception))
            {
                return dot + 1;
            }

            if (dot < 0 || kinds.HasFlag(RuleKinds.Name) || KindsOf(name.AsSpan(dot + 1)).HasFlag(RuleKinds.Below))
            {
                return start;
            }

            start = dot + 1;
        }
    }

    private RuleKinds KindsOf(ReadOnlySpan<char> name) => _lookup.TryGetValue(name, out var kinds) ? kinds : RuleKinds.None;

    private static void Add(Dictionary<string, RuleKinds> rules, string line)
    {
        // A rule ends at the first white space.
        var rule = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : "";
        if (rule.Length == 0 || rule.StartsWith("//", StringComparison.Ordinal))
        {
            return;
        }

        var (kind, text) = rule switch
        {
            ['!', .. var exception] => (RuleKinds.Exception, exception),
            ['*', '.', .. var above] => (RuleKinds.Below, above),
            _ => (RuleKinds.Name, rule),
        };
        if (DnsName.TryNormalize(text, out var name) && name.Length > 0)
        {
            rules[name] = rules.GetValueOrDefault(name) | kind;
        }
    }

    private static PublicSuffixList LoadEmbedded()
    {
        using var stream = typeof(PublicSuffixList).Assembly.GetManifestResourceStream("public_suffix_list.dat")!;
        using var reader = new StreamReader(stream);
        return Parse(reader);
    }
}
