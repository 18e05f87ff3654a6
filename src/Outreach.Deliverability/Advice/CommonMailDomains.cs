using System.Collections.Frozen;

namespace Outreach.Deliverability;

/// <summary>Domains in which mailbox providers give addresses to everybody.</summary>
internal static class CommonMailDomains
{
    private static readonly Lazy<string[]> Lines = new(static () => EmbeddedText.Lines("common_domains.txt"));
    private static readonly Lazy<FrozenSet<string>> Set = new(static () => Lines.Value.ToFrozenSet(StringComparer.Ordinal));

    public static IReadOnlyList<string> All => Lines.Value;

    /// <param name="domain">The domain, ASCII in lower case.</param>
    public static bool Contains(string domain) => Set.Value.Contains(domain);
}
