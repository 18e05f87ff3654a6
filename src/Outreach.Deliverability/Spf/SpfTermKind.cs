using System.Diagnostics.CodeAnalysis;

namespace Outreach.Deliverability;

/// <summary>Kinds of mechanisms and modifiers in SPF records.</summary>
public enum SpfTermKind
{
    /// <summary>Matches always (RFC 7208 §5.1).</summary>
    All,

    /// <summary>Matches what another domain's record passes (§5.2).</summary>
    Include,

    /// <summary>Matches the addresses of a name (§5.3).</summary>
    A,

    /// <summary>Matches the addresses of a domain's mail exchangers (§5.4).</summary>
    Mx,

    /// <summary>Matches clients whose name is in a domain; not to be used any more (§5.5).</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The name of the mechanism.")]
    Ptr,

    /// <summary>Matches an IPv4 network (§5.6).</summary>
    Ip4,

    /// <summary>Matches an IPv6 network (§5.6).</summary>
    Ip6,

    /// <summary>Matches if a name has an address (§5.7).</summary>
    Exists,

    /// <summary>Lets another domain's record decide if nothing matches (§6.1).</summary>
    Redirect,

    /// <summary>Names the text that explains a failure (§6.2).</summary>
    Explanation,

    /// <summary>A modifier that is not known, which has no effect (§6).</summary>
    OtherModifier,
}
