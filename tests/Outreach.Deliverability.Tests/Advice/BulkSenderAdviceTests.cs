using Microsoft.Extensions.Options;
using Outreach.Dns;

namespace Outreach.Deliverability.Tests.Advice;

/// <summary>What Google, Yahoo and Microsoft want of bulk senders.</summary>
public sealed class BulkSenderAdviceTests
{
    [Theory]
    [InlineData(4_999, false)]
    [InlineData(5_000, true)]
    [InlineData(5_001, true)]
    public void Domain_WithFiveThousandADay_IsABulkSender(long messages, bool isFound) =>
        CampaignAdviceTests.Expect(isFound, "bulk.sender", Check(new DomainFacts { Domain = "example.com", MessagesADay = messages }));

    [Theory]
    [InlineData("gmail.com", true)]
    [InlineData("yahoo.com", true)]
    [InlineData("outlook.com", true)]
    [InlineData("gmail.com.example", false)]
    [InlineData("example.com", false)]
    public void From_OfAMailboxProvider_IsFound(string domain, bool isFound) => CampaignAdviceTests.Expect(isFound, "bulk.from", Check(new DomainFacts { Domain = domain }));

    [Theory]
    [InlineData(4_999, RecommendationSeverity.Warning)]
    [InlineData(5_000, RecommendationSeverity.Error)]
    public void Severity_FollowsTheVolume(long messages, RecommendationSeverity severity) => Assert.Equal(
        severity, Check(new DomainFacts { Domain = "gmail.com", MessagesADay = messages }).Found.Single(found => found.Code == "bulk.from").Severity);

    [Theory]
    [InlineData(2_000, 2, false, null)]
    [InlineData(2_000, 3, true, RecommendationSeverity.Warning)]
    [InlineData(2_000, 5, true, RecommendationSeverity.Warning)]
    [InlineData(2_000, 6, true, RecommendationSeverity.Error)]
    [InlineData(100, 1, null, null)]
    [InlineData(99, 2, null, null)]
    public void Complaints_OfTheLastDay_AreHeldAgainstTheLimits(long sent, long complained, bool? isFound, RecommendationSeverity? severity)
    {
        var findings = Check(new DomainFacts { Domain = "example.com", LastDay = new DeliveryTally(sent, sent, 0, complained) });

        CampaignAdviceTests.Expect(isFound, "bulk.complaints", findings);
        Assert.Equal(severity, findings.Found.SingleOrDefault(found => found.Code == "bulk.complaints")?.Severity);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(null, false)]
    [InlineData(false, true)]
    public void ConnectionsWithoutTls_AreFound(bool? isEncrypted, bool isFound) => CampaignAdviceTests.Expect(
        isFound, "bulk.tls", Check(new DomainFacts { Domain = "example.com", ProviderNames = ["smtp"] }, new Setup { Encryption = isEncrypted }));

    [Theory]
    [InlineData(MessageStream.Marketing, false, true)]
    [InlineData(MessageStream.Marketing, true, false)]
    [InlineData(MessageStream.Transactional, false, false)]
    public void MarketingWithoutOneClick_IsFound(MessageStream stream, bool hasOneClick, bool isFound)
    {
        var facts = CampaignAdviceTests.Facts(10);

        CampaignAdviceTests.Expect(isFound, "bulk.one-click", Check(facts with { Campaign = facts.Campaign with { Stream = stream } }, new Setup { HasOneClickUnsubscribe = hasOneClick }));
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData(null, "bounces@mail.example.com", null, false)]
    [InlineData(null, "bounces@service.test", null, true)]
    [InlineData(null, "bounces@service.test", "example.com", false)]
    [InlineData(null, "bounces@service.test", "service.test", true)]
    [InlineData("Shop <shop@shop.example>", null, null, true)]
    [InlineData("Shop <shop@news.example.com>", null, null, false)]
    public void FromThatNothingBelongsTo_IsFound(string? from, string? bounces, string? signingDomain, bool isFound)
    {
        var facts = CampaignAdviceTests.Facts(10);
        facts = facts with { Campaign = facts.Campaign with { From = from }, Accounts = [facts.Accounts[0] with { BounceAddress = bounces }] };

        CampaignAdviceTests.Expect(isFound, "bulk.alignment", Check(facts, new Setup { SigningDomain = signingDomain }));
    }

    [Fact]
    public void FromThatAnEmailServiceSignsFor_IsAligned()
    {
        var facts = CampaignAdviceTests.Facts(10);
        facts = facts with { Accounts = [facts.Accounts[0] with { BounceAddress = "bounces@service.test" }] };
        var options = new AdvisorOptions();
        options.Domains["example.com"] = new AdvisedDomain { DkimSelectors = { "s1" } };
        var findings = new AdviceFindings(Organisation.DefaultId);

        Advice(new Setup(), options).Check(facts, isBulk: false, findings);

        CampaignAdviceTests.Expect(false, "bulk.alignment", findings);
    }

    private static BulkSenderAdvice Advice(IMailSetup setup, AdvisorOptions? options = null) => new(setup, new PublicSuffixSource(), Options.Create(options ?? new AdvisorOptions()));

    private static AdviceFindings Check(DomainFacts facts, Setup? setup = null)
    {
        var findings = new AdviceFindings(Organisation.DefaultId);
        Advice(setup ?? new Setup()).Check(facts, findings);
        return findings;
    }

    private static AdviceFindings Check(CampaignFacts facts, Setup setup)
    {
        var findings = new AdviceFindings(Organisation.DefaultId);
        Advice(setup).Check(facts, isBulk: false, findings);
        return findings;
    }

    private sealed class Setup : IMailSetup
    {
        public bool HasOneClickUnsubscribe { get; init; }

        public string? SigningDomain { get; init; }

        public bool? Encryption { get; init; }

        public IReadOnlyList<SigningKeyName> SigningKeysOf(string domain) => SigningDomain is null ? [] : [new SigningKeyName(SigningDomain, "s1")];

        public bool? IsEncrypted(string providerName) => Encryption;
    }
}
