using System.Net;

namespace Outreach.Deliverability;

/// <summary>Gathers what the checks go by. Numbers are counted by the database; accounts, addresses and lists are few.</summary>
internal sealed class AdviceReader(ISendLedger ledger, IDeliveryEventStore events, ISenderAccountStore accounts, IReputationStore reputation, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<CampaignFacts> ReadAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var all = await accounts.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        return new CampaignFacts
        {
            Campaign = campaign,
            Stats = await ledger.GetStatsAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false),
            Outcomes = await events.CountOutcomesAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false),
            Accounts = [.. all.Where(account => account.Channel == Channel.Email && campaign.SenderAccountIds.Contains(account.Id))],
            Now = Now,
        };
    }

    /// <summary>Lists an organisation's active accounts that send mail.</summary>
    public async Task<IReadOnlyList<SenderAccount>> ListAccountsAsync(Guid organisationId, CancellationToken cancellationToken) =>
        [.. (await accounts.ListAsync(organisationId, cancellationToken).ConfigureAwait(false)).Where(static account => account is { IsActive: true, Channel: Channel.Email })];

    public Task<IReadOnlyList<SendingIp>> ListIpsAsync(Guid organisationId, CancellationToken cancellationToken) => reputation.ListIpsAsync(organisationId, cancellationToken);

    /// <summary>Gets when an address was added, and when it was paused since its warm-up began.</summary>
    public async Task<(DateOnly AddedOn, IReadOnlyList<DateOnly> PausedOn)> ReadAsync(SendingIp ip, CancellationToken cancellationToken)
    {
        var changes = await reputation.ListIpChangesAsync(ip.OrganisationId, ip.Address, cancellationToken).ConfigureAwait(false);
        var pauses = ip.WarmUp is { } warmUp
            ? await reputation.ListPausesAsync(ip.OrganisationId, new DateTimeOffset(warmUp.StartedOn, TimeOnly.MinValue, TimeSpan.Zero), cancellationToken).ConfigureAwait(false)
            : [];
        return (
            DateOnly.FromDateTime((changes.Count == 0 ? DateTimeOffset.MinValue : changes[0].At).UtcDateTime),
            [.. pauses.Where(pause => pause.Scope == ReputationScope.Ip && pause.Key == ip.Address).Select(static pause => pause.Day)]);
    }

    /// <summary>Makes the facts about the domains that accounts send with.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="senders">The accounts, each with the domain that it has in From.</param>
    /// <param name="messagesADay">How many messages a day these accounts are known to send.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<DomainFacts>> ReadDomainsAsync(
        Guid organisationId, IReadOnlyList<(string From, SenderAccount Account)> senders, long messagesADay, CancellationToken cancellationToken)
    {
        var ips = await ListIpsAsync(organisationId, cancellationToken).ConfigureAwait(false);
        var counts = await reputation.ReadCountsAsync(organisationId, Now - Day, cancellationToken).ConfigureAwait(false);
        var lastDay = counts.Where(static count => count.Scope == ReputationScope.Domain)
            .GroupBy(static count => count.Key, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Aggregate(default(DeliveryTally), static (sum, count) => sum + count.Tally), StringComparer.Ordinal);
        var fromDomains = senders.Select(static sender => sender.From).Distinct(StringComparer.Ordinal).ToList();
        var envelopes = senders.Select(static sender => SendingDomains.EnvelopeOf(sender.Account)).Distinct(StringComparer.Ordinal);
        return
        [
            .. fromDomains.Union(envelopes, StringComparer.Ordinal).Select(domain => new DomainFacts
            {
                Domain = domain,
                IsInFrom = fromDomains.Contains(domain),
                Addresses = [.. senders.Where(sender => SendingDomains.EnvelopeOf(sender.Account) == domain).SelectMany(sender => AddressesOf(sender.Account, ips)).Distinct()],
                ProviderNames = [.. senders.Where(sender => sender.From == domain).SelectMany(sender => ProvidersOf(sender.Account, ips)).Distinct(StringComparer.Ordinal)],
                LastDay = lastDay.GetValueOrDefault(domain),
                MessagesADay = Math.Max(lastDay.GetValueOrDefault(domain).Sent, fromDomains is [var only] && only == domain ? messagesADay : 0),
            }),
        ];
    }

    /// <summary>Finds the addresses that an account sends from.</summary>
    public static IEnumerable<SendingIp> IpsOf(SenderAccount account, IReadOnlyList<SendingIp> ips) =>
        ips.Where(ip => ip.IsActive && (ip.Pool == account.ProviderName || ip.ProviderName == account.ProviderName));

    private static IEnumerable<IPAddress> AddressesOf(SenderAccount account, IReadOnlyList<SendingIp> ips) =>
        IpsOf(account, ips).Select(static ip => IPAddress.Parse(ip.Address)).Where(PublicAddresses.IsPublic);

    private static IEnumerable<string> ProvidersOf(SenderAccount account, IReadOnlyList<SendingIp> ips) =>
        IpsOf(account, ips).Select(static ip => ip.ProviderName).DefaultIfEmpty(account.ProviderName);
}
