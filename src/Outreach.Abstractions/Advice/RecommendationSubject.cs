using System.Net;

namespace Outreach;

/// <summary>What a <see cref="Recommendation"/> is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">
/// The id of a campaign or list in its usual form with hyphens, a domain in lower case, or an IP address in its usual form. <c>default</c> has none and can't be used.
/// </param>
public readonly record struct RecommendationSubject(RecommendationSubjectKind Kind, string Id)
{
    /// <summary>Makes the subject of a campaign.</summary>
    public static RecommendationSubject OfCampaign(Guid campaignId) => new(RecommendationSubjectKind.Campaign, campaignId.ToString());

    /// <summary>Makes the subject of a domain, in any letter case.</summary>
    public static RecommendationSubject OfDomain(string domain)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        return new(RecommendationSubjectKind.Domain, domain.ToLowerInvariant());
    }

    /// <summary>Makes the subject of a sending address.</summary>
    public static RecommendationSubject OfIp(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new(RecommendationSubjectKind.Ip, address.ToString());
    }

    /// <summary>Makes the subject of a recipient list.</summary>
    public static RecommendationSubject OfList(Guid listId) => new(RecommendationSubjectKind.List, listId.ToString());

    /// <summary>Gives the subject for people, such as <c>domain example.com</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Id}";
}
