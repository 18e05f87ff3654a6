namespace Outreach.Tests.Campaigns;

public sealed class TargetAudienceJsonTests
{
    private const string Id = "0195f0aa-0000-7000-8000-000000000001";

    private const string Whole =
        $$"""
        {"filters":{"hasTelegram":false,"hasEmail":true,"companyId":"c-7","pipelineId":"p","stageIds":["s1","s2"],"tags":["vip"],"lastEngagedWithinDays":90,"listId":"{{Id}}","chatId":"-100"},"limit":50,"onlyNew":true,"contactIds":["{{Id}}"],"bdAccountId":"{{Id}}","sendDelaySeconds":45}
        """;

    [Fact]
    public void TryRead_OfEveryMember_KeepsItsValue()
    {
        Assert.True(TargetAudienceJson.TryRead(Whole, out var audience, out _));

        Assert.Equal((false, true, "c-7", "p", 90, "-100"), (audience.Filter.HasTelegram, audience.Filter.HasEmail, audience.Filter.CompanyId, audience.Filter.PipelineId, audience.Filter.LastEngagedWithinDays, audience.Filter.ChatId));
        Assert.Equal(["s1", "s2"], audience.Filter.StageIds);
        Assert.Equal(["vip"], audience.Filter.Tags);
        Assert.Equal((50, true, 45), (audience.Limit, audience.OnlyNew, audience.SendDelaySeconds));
        Assert.Equal([Guid.Parse(Id)], audience.ContactIds);
        Assert.Equal((Guid.Parse(Id), Guid.Parse(Id)), (audience.Filter.ListId, audience.SenderAccountId));
        Assert.Equal(Whole.Trim(), TargetAudienceJson.Write(audience));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"filters":null,"limit":null,"onlyNew":null,"contactIds":null,"bdAccountId":null,"sendDelaySeconds":null}""")]
    [InlineData("""{"filters":{"hasTelegram":null,"hasEmail":null,"companyId":null,"pipelineId":null,"stageIds":null,"tags":null,"lastEngagedWithinDays":null,"listId":null}}""")]
    public void TryRead_OfWhatIsMissingOrNull_SelectsEveryone(string json)
    {
        Assert.True(TargetAudienceJson.TryRead(json, out var audience, out _));

        Assert.Equal("""{"filters":{}}""", TargetAudienceJson.Write(audience));
    }

    [Fact]
    public void TryRead_OfNoContacts_SelectsNobody()
    {
        Assert.True(TargetAudienceJson.TryRead("""{"contactIds":[]}""", out var audience, out _));

        Assert.Empty(audience.ContactIds!);
    }

    [Theory]
    [InlineData("[]", "The audience must be an object")]
    [InlineData("null", "The audience must be an object")]
    [InlineData("""{"filter":{}}""", "filter is not known; the members are filters, limit")]
    [InlineData("""{"filters":[]}""", "filters must be an object")]
    [InlineData("""{"filters":{"hasMail":true}}""", "filters.hasMail is not known")]
    [InlineData("""{"filters":{"hasEmail":"yes"}}""", "filters.hasEmail must be true or false")]
    [InlineData("""{"filters":{"tags":"vip"}}""", "filters.tags must be a list")]
    [InlineData("""{"filters":{"tags":["a",7]}}""", "filters.tags[1] must be a text")]
    [InlineData("""{"filters":{"stageIds":["a",null]}}""", "filters.stageIds[1] is null")]
    [InlineData("""{"filters":{"lastEngagedWithinDays":0}}""", "filters.lastEngagedWithinDays must be a whole number from 1 to 3650")]
    [InlineData("""{"filters":{"listId":"7"}}""", "filters.listId must be an id")]
    [InlineData("""{"filters":{"companyId":""}}""", "filters.companyId must be a text of 1 to 200")]
    [InlineData("""{"limit":1.5}""", "limit must be a whole number")]
    [InlineData("""{"limit":"5"}""", "limit must be a whole number")]
    [InlineData("""{"onlyNew":1}""", "onlyNew must be true or false")]
    [InlineData("""{"contactIds":["x"]}""", "contactIds[0] must be an id")]
    [InlineData("""{"contactIds":{}}""", "contactIds must be a list")]
    [InlineData("""{"bdAccountId":true}""", "bdAccountId must be an id")]
    [InlineData("""{"sendDelaySeconds":86401}""", "sendDelaySeconds must be a whole number from 1 to 86400")]
    [InlineData("""{"limit":5""", "LineNumber: 0")]
    [InlineData("""{"filters":{"tags":[[[[]]]]}}""", "depth")]
    public void TryRead_OfWhatIsWrong_SaysWhereAndWhat(string json, string expected)
    {
        Assert.False(TargetAudienceJson.TryRead(json, out var audience, out var problem));

        Assert.Null(audience);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_OfAHundredThousandContacts_ReadsThemAll()
    {
        var json = TargetAudienceJson.Write(new TargetAudience { ContactIds = [.. Enumerable.Range(0, 100_000).Select(i => new Guid(i, 0, 0, new byte[8]))] });

        Assert.True(TargetAudienceJson.TryRead(json, out var audience, out _));
        Assert.Equal(100_000, audience.ContactIds!.Count);
    }
}
