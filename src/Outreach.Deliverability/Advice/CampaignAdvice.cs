using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>Looks at what came back from a campaign.</summary>
internal static class CampaignAdvice
{
    private const double WorstLevel = 100;

    public static void Check(CampaignFacts facts, AdviceFindings findings)
    {
        findings.LookAt(facts.Subject);
        if (facts.Accounts.Count == 0)
        {
            return;
        }

        CheckBounces(facts, findings);
        CheckOpens(facts, findings);
        CheckComplaints(facts, findings);
        CheckUnsubscribed(facts, findings);
    }

    private static void CheckBounces(CampaignFacts facts, AdviceFindings findings)
    {
        if (facts.Messages < AdviceLimits.LeastMessages)
        {
            return;
        }

        var evidence = Rate(facts.Outcomes.Bounced, facts.Messages, AdviceLimits.Bounces, "bounced");
        findings.Judge(
            evidence.Value > AdviceLimits.Bounces,
            facts.Subject,
            new AdviceText(
                "campaign.bounces",
                RecommendationSeverity.Error,
                "Too many messages bounce, for which mailbox providers hold the domain and its addresses responsible.",
                "Clean the list before the next campaign: validate its addresses, and leave out those that came from bought or old lists."),
            evidence,
            Level(evidence));
    }

    private static void CheckOpens(CampaignFacts facts, AdviceFindings findings)
    {
        if (!facts.Campaign.Tracking.Opens || facts.Delivered < AdviceLimits.LeastMessages || !(facts.Campaign.CompletedAt + AdviceLimits.OpensTake <= facts.Now))
        {
            return;
        }

        var evidence = Rate(facts.Outcomes.Opened, facts.Delivered, AdviceLimits.Opens, "were opened");
        findings.Judge(
            evidence.Value < AdviceLimits.Opens,
            facts.Subject,
            new AdviceText(
                "campaign.opens",
                RecommendationSeverity.Hint,
                "Few messages are opened.",
                "Try another subject and another time of day with an A/B test, and write to those who opened before; if opens fall at one mailbox provider alone, look there for the spam folder."),
            evidence,
            evidence.Value > 0 ? Math.Min(WorstLevel, AdviceLimits.Opens / evidence.Value!.Value) : WorstLevel);
    }

    private static void CheckComplaints(CampaignFacts facts, AdviceFindings findings)
    {
        var evidence = Rate(facts.Outcomes.Complained, facts.Messages, AdviceLimits.Complaints, "were reported as spam");
        if (facts.Messages < AdviceLimits.LeastMessages || (facts.Outcomes.Complained < AdviceLimits.LeastComplaints && evidence.Value > AdviceLimits.Complaints))
        {
            return;
        }

        findings.Judge(
            evidence.Value > AdviceLimits.Complaints,
            facts.Subject,
            new AdviceText(
                "campaign.complaints",
                evidence.Value >= AdviceLimits.ComplaintCeiling ? RecommendationSeverity.Error : RecommendationSeverity.Warning,
                "Too many messages are reported as spam; Google wants less than 0.1 % and filters from 0.3 % on.",
                "Remove those who complained (Outreach has suppressed those that it was told of), leave out the source that they came from, and make unsubscribing easier than complaining."),
            evidence,
            Level(evidence));
    }

    private static void CheckUnsubscribed(CampaignFacts facts, AdviceFindings findings) => findings.Judge(
        facts.Outcomes.AfterUnsubscribe > 0,
        facts.Subject,
        new AdviceText(
            "bulk.unsubscribed",
            RecommendationSeverity.Error,
            "People got messages more than two days after they had unsubscribed; Google and Yahoo want it honoured by then.",
            "Put these people back on the suppression list, unless they have agreed again since, and find out what took them off it."),
        new RecommendationEvidence
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{facts.Outcomes.AfterUnsubscribe} messages went to people who had unsubscribed"),
            Value = facts.Outcomes.AfterUnsubscribe,
            Limit = 0,
            Count = facts.Outcomes.AfterUnsubscribe,
            Total = facts.Stats.Sent,
        },
        facts.Outcomes.AfterUnsubscribe);

    /// <summary>Makes the evidence of a rate.</summary>
    internal static RecommendationEvidence Rate(long count, long total, double limit, string what)
    {
        var rate = total <= 0 ? 0 : Math.Min(1, (double)count / total);
        return new RecommendationEvidence
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {total:N0} messages {what} ({100 * rate:0.##} %; the limit is {100 * limit:0.##} %)"),
            Value = rate,
            Limit = limit,
            Count = count,
            Total = total,
        };
    }

    /// <summary>Says by how many times a rate passes its limit.</summary>
    internal static double Level(RecommendationEvidence evidence) => evidence.Value!.Value / evidence.Limit!.Value;
}
