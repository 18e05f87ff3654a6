namespace Outreach.Deliverability.Tests.Advice;

/// <summary>Each limit of a campaign: under it, at it and over it, with enough messages and with too few.</summary>
public sealed class CampaignAdviceTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(96, 4, false)]
    [InlineData(95, 5, false)]
    [InlineData(94, 6, true)]
    [InlineData(49, 50, null)]
    public void Bounces_OverFivePercent_AreFound(long sent, long refused, bool? isFound) =>
        Expect(isFound, "campaign.bounces", Check(Facts(sent) with { Outcomes = new CampaignOutcomes { Refused = refused } }));

    [Fact]
    public void Bounces_AreThoseThatWereRefusedAndThoseThatCameBack()
    {
        var found = Check(Facts(190) with { Outcomes = new CampaignOutcomes { Refused = 10, CameBack = 10 } }).Found;

        var bounces = Assert.Single(found, one => one.Code == "campaign.bounces");
        Assert.Equal((0.1, 0.05, 20, 200), (bounces.Evidence.Value, bounces.Evidence.Limit, bounces.Evidence.Count, bounces.Evidence.Total));
        Assert.Equal("20 of 200 messages bounced (10 %; the limit is 5 %)", bounces.Evidence.Text);
        Assert.Equal(2, bounces.Level, 9);
        Assert.Equal(RecommendationSeverity.Error, bounces.Severity);
    }

    [Theory]
    [InlineData(100, 14, true)]
    [InlineData(100, 15, false)]
    [InlineData(100, 16, false)]
    [InlineData(100, 0, true)]
    [InlineData(99, 0, null)]
    public void Opens_UnderFifteenPercent_AreFound(long sent, long opened, bool? isFound) =>
        Expect(isFound, "campaign.opens", Check(Facts(sent) with { Outcomes = new CampaignOutcomes { Opened = opened } }));

    [Fact]
    public void Opens_AreOfTheMessagesThatArrived() => Expect(
        false, "campaign.opens", Check(Facts(1_040) with { Outcomes = new CampaignOutcomes { CameBack = 40, Opened = 150 } }));

    [Fact]
    public void Opens_AreNotJudged_BeforeTwoDaysAfterTheEnd_OrIfNobodyTracksThem()
    {
        var facts = Facts(100);
        Expect(null, "campaign.opens", Check(facts with { Campaign = facts.Campaign with { CompletedAt = Now.AddDays(-2).AddTicks(1) } }));
        Expect(null, "campaign.opens", Check(facts with { Campaign = facts.Campaign with { CompletedAt = null } }));
        Expect(null, "campaign.opens", Check(facts with { Campaign = facts.Campaign with { Tracking = CampaignTracking.None } }));
        Expect(true, "campaign.opens", Check(facts with { Campaign = facts.Campaign with { CompletedAt = Now.AddDays(-2) } }));
    }

    [Theory]
    [InlineData(2_000, 1, false)]
    [InlineData(2_000, 2, false)]
    [InlineData(2_000, 3, true)]
    [InlineData(100, 1, null)]
    [InlineData(100, 2, true)]
    [InlineData(99, 2, null)]
    public void Complaints_OverOneInAThousand_AreFound(long sent, long complained, bool? isFound) =>
        Expect(isFound, "campaign.complaints", Check(Facts(sent) with { Outcomes = new CampaignOutcomes { Complained = complained } }));

    [Theory]
    [InlineData(5, RecommendationSeverity.Warning)]
    [InlineData(6, RecommendationSeverity.Error)]
    [InlineData(7, RecommendationSeverity.Error)]
    public void Complaints_FromThreeInAThousandOn_AreAnError(long complained, RecommendationSeverity severity) => Assert.Equal(
        severity, Assert.Single(Check(Facts(2_000) with { Outcomes = new CampaignOutcomes { Complained = complained, Opened = 2_000 } }).Found).Severity);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void MessagesAfterUnsubscribing_AreFound(long messages, bool isFound) =>
        Expect(isFound, "bulk.unsubscribed", Check(Facts(10) with { Outcomes = new CampaignOutcomes { AfterUnsubscribe = messages } }));

    [Fact]
    public void CampaignOfChatMessages_IsNotJudged() =>
        Assert.Empty(Check(Facts(100) with { Accounts = [], Outcomes = new CampaignOutcomes { Refused = 100, AfterUnsubscribe = 3 } }).Found);

    [Fact]
    public void MessagesADay_AreThoseOfTheAverageDay()
    {
        var facts = Facts(20_000);
        facts = facts with { Campaign = facts.Campaign with { StartedAt = Now.AddDays(-6.5), CompletedAt = Now.AddDays(-2.5) } };

        Assert.Equal(5_000, facts.MessagesADay);
        Assert.Equal(0, (facts with { Campaign = facts.Campaign with { StartedAt = null } }).MessagesADay);
    }

    internal static void Expect(bool? isFound, string code, AdviceFindings findings)
    {
        Assert.Equal(isFound == true, findings.Found.Any(found => found.Code == code));
        Assert.Equal(isFound == false, findings.Passed.Any(key => key.Code == code));
    }

    internal static CampaignFacts Facts(long sent) => new()
    {
        Campaign = new Campaign
        {
            Id = Guid.CreateVersion7(Now),
            OrganisationId = Organisation.DefaultId,
            Name = "Spring",
            SenderAccountIds = [],
            SequenceVersionId = default,
            Tracking = new CampaignTracking { Opens = true },
            CompletedAt = Now.AddDays(-3),
        },
        Stats = new CampaignStats { Sent = sent },
        Outcomes = new CampaignOutcomes(),
        Accounts = [SenderAccount.Create("Ada", "ada@example.com", "smtp")],
        Now = Now,
    };

    private static AdviceFindings Check(CampaignFacts facts)
    {
        var findings = new AdviceFindings(facts.Campaign.OrganisationId);
        CampaignAdvice.Check(facts, findings);
        return findings;
    }
}
