using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.AmazonSes.Tests;

public sealed class AmazonSesProviderTests : HttpProviderSuite<AmazonSesFixture>
{
    [Fact]
    public async Task Send_CarriesThePreparedMessageByteForByte_AndTheSettings()
    {
        Fixture.UseSessionToken("session-token");
        Fixture.Configure = static options =>
        {
            options.ConfigurationSet = "outreach";
            options.Tags["team"] = "north";
        };
        var email = (OutgoingEmail)Fixture.CreateMessage();

        var result = await Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, new ProviderAttempt(), TestContext.Current.CancellationToken);

        Assert.Equal((true, "<0102018f-abc@eu-west-1.amazonses.com>"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        using var json = JsonDocument.Parse(Fixture.LastMessage!.Body);
        Assert.Equal(email.Content.ToArray(), json.RootElement.GetProperty("Content").GetProperty("Raw").GetProperty("Data").GetBytesFromBase64());
        Assert.Equal("outreach", json.RootElement.GetProperty("ConfigurationSetName").GetString());
        Assert.Equal(
            [("outreach_attempt", "0198f6e2000070008000000000000001-2"), ("team", "north")],
            json.RootElement.GetProperty("EmailTags").EnumerateArray().Select(tag => (tag.GetProperty("Name").GetString(), tag.GetProperty("Value").GetString())));
    }

    [Fact]
    public async Task Check_OfAnAccountInOrder_PassesEverything()
    {
        SetUp();

        Assert.Equal(
            [("credentials", ProviderFindingStatus.Passed), ("sender", ProviderFindingStatus.Passed), ("webhook", ProviderFindingStatus.Passed), ("quota", ProviderFindingStatus.Passed)],
            (await CheckAsync()).Select(finding => (finding.Name, finding.Status)));
    }

    [Theory]
    [InlineData("/v2/email/account", """{"SendingEnabled":false,"EnforcementStatus":"SHUTDOWN"}""", "credentials", ProviderFindingStatus.Failed)]
    [InlineData("/v2/email/account", """{"SendingEnabled":true,"ProductionAccessEnabled":false}""", "credentials", ProviderFindingStatus.Warning)]
    [InlineData("/v2/email/identities/example.com", """{"VerifiedForSendingStatus":false}""", "sender", ProviderFindingStatus.Failed)]
    [InlineData("/v2/email/configuration-sets/outreach/event-destinations", """{"EventDestinations":[]}""", "webhook", ProviderFindingStatus.Failed)]
    public async Task Check_OfAnAccountOutOfOrder_SaysSo(string path, string answer, string name, ProviderFindingStatus status)
    {
        SetUp();
        Fixture.Account[path] = answer;

        Assert.Equal(status, (await CheckAsync()).Single(finding => finding.Name == name).Status);
    }

    [Fact]
    public async Task Check_OfASenderThatIsVerifiedByAddressOnly_FindsIt()
    {
        SetUp();
        Fixture.Account.Remove("/v2/email/identities/example.com");
        Fixture.Account["/v2/email/identities/ann%40example.com"] = """{"VerifiedForSendingStatus":true}""";

        Assert.Equal(ProviderFindingStatus.Warning, (await CheckAsync()).Single(finding => finding.Name == "sender").Status);
    }

    private void SetUp()
    {
        Fixture.Configure = static options =>
        {
            options.ConfigurationSet = "outreach";
            options.TopicArns.Add("arn:aws:sns:eu-west-1:123456789012:ses-events");
        };
        Fixture.Account["/v2/email/account"] = """{"SendingEnabled":true,"ProductionAccessEnabled":true,"SendQuota":{"Max24HourSend":50000.0,"SentLast24Hours":10.0,"MaxSendRate":14.0}}""";
        Fixture.Account["/v2/email/identities/example.com"] = """{"VerifiedForSendingStatus":true,"DkimAttributes":{"Status":"SUCCESS"}}""";
        Fixture.Account["/v2/email/configuration-sets/outreach/event-destinations"] =
            """{"EventDestinations":[{"Name":"sns","Enabled":true,"MatchingEventTypes":["DELIVERY","BOUNCE","COMPLAINT","DELIVERY_DELAY"],"SnsDestination":{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:ses-events"}}]}""";
    }

    private Task<IReadOnlyList<ProviderFinding>> CheckAsync() =>
        Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = "ann@example.com", WebhookUrl = new("https://app.example.com/hooks/ses") }, TestContext.Current.CancellationToken);
}
