using System.Collections.Frozen;

namespace Outreach.Deliverability;

/// <summary>Local parts that belong to roles (RFC 2142 and customs).</summary>
internal static class RoleNames
{
    private static readonly Lazy<FrozenSet<string>> Names = new(() => EmbeddedText.Lines("role_names.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a local part is one, whatever tag stands behind a plus sign.</summary>
    public static bool Contains(string localPart)
    {
        var plus = localPart.IndexOf('+', StringComparison.Ordinal);
        return Names.Value.Contains(plus > 0 ? localPart[..plus] : localPart);
    }
}
