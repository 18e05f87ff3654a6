using Microsoft.Extensions.Options;
using Outreach.Mime;

namespace Outreach;

/// <summary>Checks that marketing and transactional mail share no domain and no provider.</summary>
internal sealed class StreamChecks(ICampaignStore campaigns, ReputationBoard reputation, IOptions<OutreachOptions> options)
{
    public async Task<IReadOnlyList<LaunchFinding>> CheckAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        SenderAccount[] senders = [.. runtime.FindSenders().Where(static sender => sender.Channel == Channel.Email)];
        var findings = CheckReserved(runtime.Campaign, senders).ToList();
        var ips = reputation.IsUnused
            ? []
            : (await reputation.GetAsync(runtime.Campaign.OrganisationId, isFresh: false, cancellationToken).ConfigureAwait(false)).Ips;
        var active = await campaigns.ListAsync(runtime.Campaign.OrganisationId, CampaignStatus.Active, cancellationToken).ConfigureAwait(false);
        foreach (var other in active.Where(other => other.Stream != runtime.Campaign.Stream && other.Id != runtime.Campaign.Id))
        {
            SenderAccount[] theirs = [.. other.SenderAccountIds.Select(runtime.FindSender).OfType<SenderAccount>().Where(static sender => sender.Channel == Channel.Email)];
            findings.AddRange(CheckShared(runtime.Campaign, senders, other, theirs, ips));
        }

        // One warning for each thing that is shared, however many campaigns share it.
        return [.. findings.DistinctBy(static finding => (finding.Code, finding.Message))];
    }

    private IEnumerable<LaunchFinding> CheckReserved(Campaign campaign, SenderAccount[] senders)
    {
        var reserved = options.Value.TransactionalDomains;
        if (reserved.Count == 0)
        {
            yield break;
        }

        foreach (var domain in DomainsOf(campaign, senders).Where(domain => reserved.Contains(domain) != (campaign.Stream == MessageStream.Transactional)))
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Error,
                Code = "stream_domain",
                Message = campaign.Stream == MessageStream.Marketing
                    ? $"The domain {domain} is kept for transactional mail (OutreachOptions.TransactionalDomains), and this campaign is marketing."
                    : $"The domain {domain} is not one of those kept for transactional mail (OutreachOptions.TransactionalDomains).",
                Fix = "Use an account of the stream's own domain: the two streams share none, so that complaints about marketing don't hold up what people wait for.",
            };
        }
    }

    private static IEnumerable<LaunchFinding> CheckShared(Campaign campaign, SenderAccount[] senders, Campaign other, SenderAccount[] theirs, IReadOnlyList<SendingIp> ips)
    {
        foreach (var domain in DomainsOf(campaign, senders).Intersect(DomainsOf(other, theirs), StringComparer.OrdinalIgnoreCase))
        {
            yield return Shared("stream_domain_shared", campaign, $"the domain {domain}", "Send each stream from a domain of its own, and name those of transactional mail in OutreachOptions.TransactionalDomains.");
        }

        // The addresses of a pool are kept apart by stream when messages are sent.
        foreach (var provider in senders.Select(static sender => sender.ProviderName)
            .Intersect(theirs.Select(static sender => sender.ProviderName), StringComparer.Ordinal)
            .Where(provider => !ips.Any(ip => ip.Pool == provider || ip.ProviderName == provider)))
        {
            yield return Shared("stream_provider_shared", campaign, $"the provider '{provider}'", "Send each stream through a provider of its own, or from a pool with addresses of both streams (SendingIp.Stream).");
        }
    }

    private static LaunchFinding Shared(string code, Campaign campaign, string what, string fix) => new()
    {
        Severity = LaunchSeverity.Warning,
        Code = code,
        Message = $"An active campaign of the other stream also uses {what}, so {(campaign.Stream == MessageStream.Marketing ? "this campaign's complaints harm transactional mail" : "complaints about marketing harm this campaign's mail")}.",
        Fix = fix,
    };

    private static IEnumerable<string> DomainsOf(Campaign campaign, SenderAccount[] senders) => campaign.From is { } from && senders.Length > 0
        ? [Mailbox.Parse(from).Address.Domain.ToLowerInvariant()]
        : senders.Select(static sender => ReputationKey.OfDomain(sender.Address).Key).Distinct(StringComparer.Ordinal);
}
