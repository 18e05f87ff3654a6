using System.Net;
using Microsoft.Extensions.Logging;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Runs the checks and stores what they find.</summary>
internal sealed class Advisor(
    ICampaignStore campaigns,
    IRecipientListStore lists,
    IRecommendationStore store,
    AdviceReader reader,
    DomainAdvice domains,
    BulkSenderAdvice bulk,
    ILogger<Advisor> logger) : IAdvisor
{
    private const int Batch = 20;
    private const int LastLook = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<Recommendation>?> AdviseCampaignAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default)
    {
        if (await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false) is not { } campaign)
        {
            return null;
        }

        var findings = new AdviceFindings(organisationId);
        var facts = await reader.ReadAsync(campaign, cancellationToken).ConfigureAwait(false);
        CampaignAdvice.Check(facts, findings);
        var senders = facts.Accounts.Select(account => (SendingDomains.FromOf(campaign, account), account)).ToList();
        var used = await reader.ReadDomainsAsync(organisationId, senders, facts.MessagesADay, cancellationToken).ConfigureAwait(false);
        bulk.Check(facts, used.Any(static domain => domain.IsBulk), findings);
        await CheckSendersAsync(organisationId, senders, used, findings, cancellationToken).ConfigureAwait(false);
        if (campaign.Audience is { ContactIds: null, Filter.ListId: { } listId } && await lists.FindAsync(organisationId, listId, cancellationToken).ConfigureAwait(false) is { } list)
        {
            ListAdvice.Check(list, reader.Now, findings);
        }

        return await RecordAsync(organisationId, findings, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Recommendation>> AdviseDomainAsync(Guid organisationId, string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (!DnsName.TryNormalize(domain, out var name) || !name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"Ask about a domain such as example.com: \"{domain}\" is none.", nameof(domain));
        }

        var findings = new AdviceFindings(organisationId);
        var all = await reader.ListAccountsAsync(organisationId, cancellationToken).ConfigureAwait(false);
        var senders = all.Select(static account => (From: SendingDomains.Of(account.Address), account)).Where(sender => sender.From == name).ToList();
        var used = await reader.ReadDomainsAsync(organisationId, senders, 0, cancellationToken).ConfigureAwait(false);
        if (used.Count == 0)
        {
            used = [new DomainFacts { Domain = name }];
        }

        await CheckSendersAsync(organisationId, senders, used, findings, cancellationToken).ConfigureAwait(false);
        return await RecordAsync(organisationId, findings, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Recommendation>> AdviseOrganisationAsync(Guid organisationId, CancellationToken cancellationToken = default)
    {
        var findings = new AdviceFindings(organisationId);
        var all = await reader.ListAccountsAsync(organisationId, cancellationToken).ConfigureAwait(false);
        var senders = all.Select(static account => (SendingDomains.Of(account.Address), account)).ToList();
        var used = await reader.ReadDomainsAsync(organisationId, senders, 0, cancellationToken).ConfigureAwait(false);
        await CheckSendersAsync(organisationId, senders, used, findings, cancellationToken).ConfigureAwait(false);
        await CheckListsAsync(organisationId, findings, cancellationToken).ConfigureAwait(false);
        return await RecordAsync(organisationId, findings, cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Recommendation>> ListAsync(Guid organisationId, RecommendationFilter? filter = null, CancellationToken cancellationToken = default) =>
        store.ListAsync(organisationId, filter, cancellationToken);

    public Task<bool> DismissAsync(Guid organisationId, RecommendationKey key, string by, string reason, CancellationToken cancellationToken = default) =>
        store.DismissAsync(organisationId, key, new RecommendationDismissal { By = by, Reason = reason, At = reader.Now }, cancellationToken);

    public Task<bool> RestoreAsync(Guid organisationId, RecommendationKey key, CancellationToken cancellationToken = default) =>
        store.RestoreAsync(organisationId, key, cancellationToken);

    public async Task<int> AdviseDueAsync(CancellationToken cancellationToken = default)
    {
        for (var done = 0; ;)
        {
            var now = reader.Now;
            var due = await store.TakeDueAsync(now, now + RetryAfter, Batch, cancellationToken).ConfigureAwait(false);
            foreach (var look in due)
            {
                done += await TryLookAsync(look, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (due.Count < Batch)
            {
                return done;
            }
        }
    }

    /// <summary>Looks at one campaign. A failure leaves it scheduled, a quarter of an hour later, and keeps no other from its turn.</summary>
    private async Task<bool> TryLookAsync(ScheduledAdvice look, CancellationToken cancellationToken)
    {
        try
        {
            var exists = await AdviseCampaignAsync(look.OrganisationId, look.CampaignId, cancellationToken).ConfigureAwait(false) is not null;
            if (exists)
            {
                var findings = new AdviceFindings(look.OrganisationId);
                await CheckListsAsync(look.OrganisationId, findings, cancellationToken).ConfigureAwait(false);
                await RecordAsync(look.OrganisationId, findings, cancellationToken).ConfigureAwait(false);
            }

            if (exists && look.Look < LastLook)
            {
                var next = look with { DueAt = look.DueAt + AdviceLimits.OpensTake, Look = look.Look + 1 };
                await store.ScheduleAsync(next, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await store.UnscheduleAsync(look.OrganisationId, look.CampaignId, look.Look, cancellationToken).ConfigureAwait(false);
            }

            return exists;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.AdviceFailed(logger, failure, look.CampaignId);
            return false;
        }
    }

    private async Task CheckSendersAsync(
        Guid organisationId, List<(string From, SenderAccount Account)> senders, IReadOnlyList<DomainFacts> used, AdviceFindings findings, CancellationToken cancellationToken)
    {
        foreach (var domain in used)
        {
            var isOwn = !CommonMailDomains.Contains(domain.Domain);
            if (domain.IsInFrom)
            {
                bulk.Check(domain, findings);
            }

            // The records of a mailbox provider's domain are not the organisation's to publish.
            if (isOwn)
            {
                var standing = await StandingAsync(organisationId, domain.Subject, cancellationToken).ConfigureAwait(false);
                await domains.CheckAsync(domain, standing, findings, cancellationToken).ConfigureAwait(false);
            }
        }

        var ips = await reader.ListIpsAsync(organisationId, cancellationToken).ConfigureAwait(false);
        var today = DateOnly.FromDateTime(reader.Now.UtcDateTime);
        foreach (var (ip, from) in senders.SelectMany(sender => AdviceReader.IpsOf(sender.Account, ips).Select(ip => (ip, sender.From))).DistinctBy(static pair => pair.ip.Address, StringComparer.Ordinal))
        {
            var (addedOn, pausedOn) = await reader.ReadAsync(ip, cancellationToken).ConfigureAwait(false);
            IpAdvice.Check(ip, addedOn, pausedOn, today, findings);
            var address = IPAddress.Parse(ip.Address);
            if (PublicAddresses.IsPublic(address))
            {
                var standing = await StandingAsync(organisationId, RecommendationSubject.OfIp(address), cancellationToken).ConfigureAwait(false);
                await domains.CheckAsync(address, from, standing, findings, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CheckListsAsync(Guid organisationId, AdviceFindings findings, CancellationToken cancellationToken)
    {
        foreach (var list in await lists.ListAsync(organisationId, cancellationToken).ConfigureAwait(false))
        {
            ListAdvice.Check(list, reader.Now, findings);
        }
    }

    private Task<IReadOnlyList<Recommendation>> StandingAsync(Guid organisationId, RecommendationSubject subject, CancellationToken cancellationToken) =>
        store.ListAsync(organisationId, new RecommendationFilter { Subject = subject, IncludesDismissed = true }, cancellationToken);

    private async Task<IReadOnlyList<Recommendation>> RecordAsync(Guid organisationId, AdviceFindings findings, CancellationToken cancellationToken)
    {
        await store.RecordAsync(
            new AdviceRound { OrganisationId = organisationId, At = reader.Now, Found = findings.Found, Passed = findings.Passed }, cancellationToken).ConfigureAwait(false);
        var all = new List<Recommendation>();
        foreach (var subject in findings.Subjects)
        {
            all.AddRange(await StandingAsync(organisationId, subject, cancellationToken).ConfigureAwait(false));
        }

        return [.. all.OrderByDescending(static one => one.Severity)];
    }
}
