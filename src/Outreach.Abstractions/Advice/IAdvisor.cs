namespace Outreach;

/// <summary>
/// Says what would make mail arrive better. Looks at what was sent and what came back, and at the domains, addresses and lists that are used; stores what it
/// finds. <c>AddAdvisor()</c> of <c>Outreach.Deliverability</c> adds it, and has it look at each campaign when that ends and again two days later.
/// </summary>
public interface IAdvisor
{
    /// <summary>Looks at a campaign, and at the domains, addresses and the list that it uses.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">The campaign, in any status.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <returns>What stands about them now, dismissed ones included, the most severe first; <see langword="null"/> if there is no such campaign.</returns>
    Task<IReadOnlyList<Recommendation>?> AdviseCampaignAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);

    /// <summary>Looks at a domain that mail is sent from, and at the addresses that its sender accounts use.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="domain">The domain, such as <c>example.com</c>.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <returns>What stands about them now, dismissed ones included, the most severe first.</returns>
    /// <exception cref="ArgumentException">The domain can't be one.</exception>
    Task<IReadOnlyList<Recommendation>> AdviseDomainAsync(Guid organisationId, string domain, CancellationToken cancellationToken = default);

    /// <summary>Looks at all of an organisation but its campaigns: the domains of its active accounts, its sending addresses and its lists.</summary>
    /// <returns>What stands about them now, dismissed ones included, the most severe first.</returns>
    Task<IReadOnlyList<Recommendation>> AdviseOrganisationAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists what was found before, the most severe first.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="filter">Which ones; <see langword="null"/> for those that are open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<Recommendation>> ListAsync(Guid organisationId, RecommendationFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Dismisses a recommendation. It is shown again when its severity rises or its figures get half as bad again, and when it comes back after it had passed.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="key">Which one.</param>
    /// <param name="by">Who decides; 1 to 200 characters.</param>
    /// <param name="reason">Why; 1 to 1,000 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see langword="false"/> if there is none, or it is resolved.</returns>
    /// <exception cref="ArgumentException">One of the texts is empty or too long.</exception>
    Task<bool> DismissAsync(Guid organisationId, RecommendationKey key, string by, string reason, CancellationToken cancellationToken = default);

    /// <summary>Takes a dismissal back.</summary>
    /// <returns><see langword="false"/> if there is none.</returns>
    Task<bool> RestoreAsync(Guid organisationId, RecommendationKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes the looks at ended campaigns that are due. Hosts whose services run need not call it; it is for tests and for those who drive time themselves.
    /// </summary>
    /// <returns>How many campaigns were looked at.</returns>
    Task<int> AdviseDueAsync(CancellationToken cancellationToken = default);
}
