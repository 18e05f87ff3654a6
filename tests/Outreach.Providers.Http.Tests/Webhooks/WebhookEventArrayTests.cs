using System.Text;

namespace Outreach.Providers.Http.Tests;

public sealed class WebhookEventArrayTests
{
    [Fact]
    public void Events_ThatCanNotBeRead_DoNotKeepBackTheOthers()
    {
        var reading = Read("""[{"id":"1"}, 7, null, {"id":{}}, {"id":"2"}, {"id":"bad time"}]""");

        Assert.Equal((WebhookVerdict.Accepted, "1,2"), (reading.Verdict, string.Join(',', reading.Events.Select(static one => one.Key))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("[")]
    [InlineData("")]
    public void Body_ThatIsNoArray_IsMalformed(string json) => Assert.Equal(WebhookVerdict.Malformed, Read(json).Verdict);

    [Fact]
    public void Body_NestedTooDeep_IsMalformed() => Assert.Equal(WebhookVerdict.Malformed, Read(new string('[', 100_000)).Verdict);

    [Fact]
    public void Body_WithTooManyEvents_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Accepted, Read($"[{string.Join(',', Enumerable.Repeat("{}", WebhookReadings.MostEvents))}]").Verdict);
        Assert.Equal(WebhookVerdict.Malformed, Read($"[{string.Join(',', Enumerable.Repeat("{}", WebhookReadings.MostEvents + 1))}]").Verdict);
    }

    private static WebhookReading Read(string json) =>
        WebhookEventArray.Read(Encoding.UTF8.GetBytes(json), TestJson.Default.TestBody, static body => body.Id is null ? null : new ProviderEvent
        {
            Key = body.Id,
            Type = DeliveryEventType.Opened,
            At = WebhookEvents.FromUnixSeconds(body.Id == "bad time" ? double.NaN : 1),
        });
}
