using System.Net;

namespace Outreach.Deliverability;

/// <summary>What the checks of a domain go by.</summary>
internal sealed record DomainFacts
{
    /// <summary>Gets the domain, ASCII in lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets whether From has the domain; otherwise only bounces go to it.</summary>
    public bool IsInFrom { get; init; } = true;

    /// <summary>Gets the public addresses that send with bounces to the domain, which its SPF record must allow.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Gets the providers that send the domain's mail.</summary>
    public IReadOnlyList<string> ProviderNames { get; init; } = [];

    /// <summary>Gets what became of the domain's messages of the last 24 hours, as far as it is counted.</summary>
    public DeliveryTally LastDay { get; init; }

    /// <summary>Gets how many messages a day are known to go out.</summary>
    public long MessagesADay { get; init; }

    public RecommendationSubject Subject => RecommendationSubject.OfDomain(Domain);

    public bool IsBulk => MessagesADay >= AdviceLimits.BulkMessages;
}
