using System.Net;

namespace Outreach.Deliverability;

/// <summary>A mechanism or modifier of an SPF record.</summary>
public sealed record SpfTerm
{
    /// <summary>Gets the term as it stands in the record.</summary>
    public required string Text { get; init; }

    /// <summary>Gets its kind.</summary>
    public required SpfTermKind Kind { get; init; }

    /// <summary>Gets what a match means; <see cref="SpfVerdict.Pass"/> where nothing is said. Without meaning for modifiers.</summary>
    public SpfVerdict Qualifier { get; init; } = SpfVerdict.Pass;

    /// <summary>Gets the domain that it names, with its macros; empty for the domain of the record.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Gets the network of <c>ip4</c> and <c>ip6</c>.</summary>
    public IPNetwork? Network { get; init; }

    /// <summary>Gets how many bits of IPv4 addresses are compared, 0 to 32.</summary>
    public int IPv4Prefix { get; init; } = 32;

    /// <summary>Gets how many bits of IPv6 addresses are compared, 0 to 128.</summary>
    public int IPv6Prefix { get; init; } = 128;

    /// <summary>Gets whether it counts towards the ten terms that ask DNS (RFC 7208 §4.6.4).</summary>
    public bool CountsAsLookup => Kind is SpfTermKind.Include or SpfTermKind.A or SpfTermKind.Mx or SpfTermKind.Ptr or SpfTermKind.Exists or SpfTermKind.Redirect;

    /// <summary>Gets whether it is a modifier.</summary>
    public bool IsModifier => Kind is SpfTermKind.Redirect or SpfTermKind.Explanation or SpfTermKind.OtherModifier;

    internal SpfMacroText? Macros { get; init; }
}
