using System.Globalization;
using Microsoft.Extensions.Options;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>
/// Looks at what Google, Yahoo and Microsoft want of bulk senders; see <see cref="AdviceLimits"/> for the sources. SPF, DKIM, DMARC and the names of addresses, which they
/// want as well, are in <see cref="DomainAdvice"/>. All of it is an error for those who send 5,000 messages a day, and a warning for others.
/// </summary>
internal sealed class BulkSenderAdvice(IMailSetup setup, PublicSuffixSource suffixes, IOptions<AdvisorOptions> options)
{
    /// <summary>Looks at a domain.</summary>
    public void Check(DomainFacts facts, AdviceFindings findings)
    {
        var severity = SeverityOf(facts.IsBulk);
        findings.Judge(
            facts.IsBulk,
            facts.Subject,
            new AdviceText(
                "bulk.sender",
                RecommendationSeverity.Hint,
                "With so many messages a day the domain counts as a bulk sender with Google and Microsoft, which then refuse mail that does not follow their rules.",
                "Follow all other recommendations about this domain."),
            new RecommendationEvidence
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{facts.MessagesADay:N0} messages a day, to all mailbox providers together; the rules hold from {AdviceLimits.BulkMessages:N0} to one of them"),
                Value = facts.MessagesADay,
                Limit = AdviceLimits.BulkMessages,
            });
        findings.Judge(
            CommonMailDomains.Contains(facts.Domain),
            facts.Subject,
            new AdviceText(
                "bulk.from",
                severity,
                $"Mail from {facts.Domain} that others than its mailbox provider send fails DMARC: Google and Yahoo ask receivers to put it aside or refuse it.",
                "Send from a domain of your own; a mailbox at that provider may only send through the provider itself."),
            new RecommendationEvidence { Text = $"From has the domain {facts.Domain}" });
        CheckComplaints(facts, findings);
        CheckEncryption(facts, severity, findings);
    }

    /// <summary>Looks at a campaign.</summary>
    public void Check(CampaignFacts facts, bool isBulk, AdviceFindings findings)
    {
        if (facts.Accounts.Count == 0)
        {
            return;
        }

        findings.Judge(
            facts.Campaign.Stream == MessageStream.Marketing && !setup.HasOneClickUnsubscribe,
            facts.Subject,
            new AdviceText(
                "bulk.one-click",
                SeverityOf(isBulk),
                "The campaign's mail can't be unsubscribed from with one click (RFC 8058), which Google and Yahoo want of marketing mail.",
                "Set OutreachOptions.PublicBaseUri to an https address and serve the unsubscribe page there."),
            new RecommendationEvidence { Text = "List-Unsubscribe has a mail address alone, and there is no List-Unsubscribe-Post" });
        CheckAlignment(facts, isBulk, findings);
    }

    private static RecommendationSeverity SeverityOf(bool isBulk) => isBulk ? RecommendationSeverity.Error : RecommendationSeverity.Warning;

    private static void CheckComplaints(DomainFacts facts, AdviceFindings findings)
    {
        var tally = facts.LastDay;
        var evidence = CampaignAdvice.Rate(tally.Complained, tally.Sent, AdviceLimits.Complaints, "within 24 hours were reported as spam");
        if (tally.Sent < AdviceLimits.LeastMessages || (tally.Complained < AdviceLimits.LeastComplaints && evidence.Value > AdviceLimits.Complaints))
        {
            return;
        }

        findings.Judge(
            evidence.Value > AdviceLimits.Complaints,
            facts.Subject,
            new AdviceText(
                "bulk.complaints",
                evidence.Value >= AdviceLimits.ComplaintCeiling ? RecommendationSeverity.Error : RecommendationSeverity.Warning,
                "Too much of the domain's mail is reported as spam: Google wants less than 0.1 %, and Google and Yahoo filter from 0.3 % on.",
                "Send less, and only to those who asked for it, until the rate is down; Google lifts its filters when it has been below 0.3 % for seven days."),
            evidence,
            CampaignAdvice.Level(evidence));
    }

    private void CheckEncryption(DomainFacts facts, RecommendationSeverity severity, AdviceFindings findings)
    {
        var open = facts.ProviderNames.Where(name => setup.IsEncrypted(name) == false).ToList();
        findings.Judge(
            open.Count > 0,
            facts.Subject,
            new AdviceText(
                "bulk.tls",
                severity,
                "Mail goes out over connections that are not encrypted; Google wants TLS.",
                "Set Security of the SMTP provider to StartTls or ImplicitTls."),
            new RecommendationEvidence { Text = open.Count == 0 ? "" : $"without TLS: {string.Join(", ", open)}" });
    }

    // Aligned is what has the same organisational domain as From (relaxed mode, RFC 9989 §4.10).
    private void CheckAlignment(CampaignFacts facts, bool isBulk, AdviceFindings findings)
    {
        var apart = facts.Accounts.Where(account => !IsAligned(SendingDomains.FromOf(facts.Campaign, account), account)).ToList();
        findings.Judge(
            apart.Count > 0,
            facts.Subject,
            new AdviceText(
                "bulk.alignment",
                SeverityOf(isBulk),
                "Neither bounces nor a signature belong to the domain in From, so DMARC fails; Google, Yahoo and Microsoft want one of them to.",
                "Sign with a key of the domain in From (AddDkim), or let bounces go to an address of that domain."),
            new RecommendationEvidence
            {
                Text = string.Join("; ", apart.Select(account => $"From has {SendingDomains.FromOf(facts.Campaign, account)}, bounces go to {SendingDomains.EnvelopeOf(account)}")),
            });
    }

    private bool IsAligned(string from, SenderAccount account)
    {
        var home = OrganisationOf(from);
        return OrganisationOf(SendingDomains.EnvelopeOf(account)) == home
            || setup.SigningKeysOf(from).Any(key => OrganisationOf(key.Domain) == home)
            || (options.Value.Domains.TryGetValue(from, out var known) && known.DkimSelectors.Count > 0);
    }

    private string OrganisationOf(string domain) => suffixes.Current.GetRegistrableDomain(domain) ?? domain;
}
