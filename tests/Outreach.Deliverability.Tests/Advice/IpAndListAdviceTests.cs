namespace Outreach.Deliverability.Tests.Advice;

/// <summary>New addresses and old lists.</summary>
public sealed class IpAndListAdviceTests
{
    private static readonly DateOnly Added = new(2026, 3, 2);
    private static readonly DateTimeOffset Now = new(2026, 9, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(27, true)]
    [InlineData(28, true)]
    [InlineData(29, false)]
    public void Address_WithoutWarmUp_IsNewFor28Days(int day, bool isFound) => CampaignAdviceTests.Expect(isFound, "ip.new", Check(NewIp(), day));

    [Fact]
    public void Address_ThatIsNotUsed_IsNotJudgedNew() => CampaignAdviceTests.Expect(false, "ip.new", Check(NewIp() with { IsActive = false }, 1));

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(28, 0, true)]
    [InlineData(29, 0, false)]
    [InlineData(29, 1, true)]
    [InlineData(30, 1, false)]
    public void WarmUp_IsToBeFollowed_ToItsLastDay(int day, int pauses, bool isFound)
    {
        var ip = NewIp() with { WarmUp = new WarmUp { Plan = WarmUpPlan.Standard, StartedOn = Added } };
        var findings = Check(ip, day, [.. Enumerable.Range(0, pauses).Select(Added.AddDays)]);

        CampaignAdviceTests.Expect(isFound, "ip.warm-up", findings);
        CampaignAdviceTests.Expect(false, "ip.new", findings);
        if (day == 1)
        {
            Assert.Equal("day 1 of 28, 50 messages today", findings.Found[0].Evidence.Text);
        }
    }

    [Fact]
    public void List_IsDormant_WhenItWasNotWrittenToForMoreThanSixMonths()
    {
        CampaignAdviceTests.Expect(false, "list.dormant", Check(Now.AddMonths(-6).AddTicks(1)));
        CampaignAdviceTests.Expect(false, "list.dormant", Check(Now.AddMonths(-6)));
        CampaignAdviceTests.Expect(true, "list.dormant", Check(Now.AddMonths(-6).AddTicks(-1)));
        Assert.StartsWith("last written to 365 days ago", Assert.Single(Check(Now.AddDays(-365)).Found).Evidence.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ThatWasNeverWrittenTo_CountsFromItsCreation()
    {
        CampaignAdviceTests.Expect(false, "list.dormant", Check(null, Now.AddMonths(-6)));
        Assert.StartsWith("never written to", Assert.Single(Check(null, Now.AddMonths(-7)).Found).Evidence.Text, StringComparison.Ordinal);
    }

    private static SendingIp NewIp() => new() { OrganisationId = Organisation.DefaultId, Address = "192.0.2.1", ProviderName = "smtp", Pool = "pool" };

    private static AdviceFindings Check(SendingIp ip, int day, params DateOnly[] pausedOn)
    {
        var findings = new AdviceFindings(Organisation.DefaultId);
        IpAdvice.Check(ip, Added, pausedOn, Added.AddDays(day - 1), findings);
        return findings;
    }

    private static AdviceFindings Check(DateTimeOffset? lastSent, DateTimeOffset? created = null)
    {
        var findings = new AdviceFindings(Organisation.DefaultId);
        var list = new RecipientList
        {
            Id = Guid.CreateVersion7(Now),
            OrganisationId = Organisation.DefaultId,
            Name = "news",
            CreatedAt = created ?? Now.AddYears(-3),
            LastSentAt = lastSent,
        };
        ListAdvice.Check(list, Now, findings);
        return findings;
    }
}
