using System.Net;

namespace Outreach.Deliverability;

/// <summary>What is known about a domain that is to be checked. The more is given, the more is checked.</summary>
public sealed record DomainCheckRequest
{
    /// <summary>Gets the domain in <c>From</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the addresses that send, which SPF must allow, which need names, and which must not be on blocklists.</summary>
    public IReadOnlyList<IPAddress> SendingAddresses { get; init; } = [];

    /// <summary>Gets the domains that the SPF record must include, as providers ask for, such as <c>_spf.provider.example</c>.</summary>
    public IReadOnlyList<string> SpfIncludes { get; init; } = [];

    /// <summary>Gets the keys that sign.</summary>
    public IReadOnlyList<DkimSelector> DkimSelectors { get; init; } = [];

    /// <summary>Gets the name that the sending hosts give themselves; <see langword="null"/> if it is not known.</summary>
    public string? HeloName { get; init; }

    /// <summary>Gets the mailbox for DMARC and TLS reports that proposed records name; <see langword="null"/> for <c>postmaster</c> of the domain.</summary>
    public string? ReportMailbox { get; init; }

    /// <summary>Gets the blocklists to ask; those of <see cref="Blocklist.Common"/> by default.</summary>
    /// <remarks>Many have terms of use, limits, or don't answer through public resolvers; what they refuse is a notice, not a listing.</remarks>
    public IReadOnlyList<Blocklist> Blocklists { get; init; } = Blocklist.Common;

    /// <summary>Gets the areas to check; all by default.</summary>
    public IReadOnlyList<DomainCheckArea> Areas { get; init; } = Enum.GetValues<DomainCheckArea>();
}
