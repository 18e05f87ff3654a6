using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.MailchimpTransactional.Tests;

public sealed class MailchimpTransactionalProviderTests : HttpProviderSuite<MailchimpTransactionalFixture>
{
    [Fact]
    public async Task Send_CarriesThePreparedMessageByteForByte_BehindFieldsOfItsOwn()
    {
        Fixture.Configure = static options =>
        {
            options.Subaccount = "north";
            options.Tags.Add("spring");
            options.IpPool = "main";
            options.ReturnPathDomain = "bounce.example.com";
        };
        var email = (OutgoingEmail)Fixture.CreateMessage();

        var result = await Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, new ProviderAttempt(), TestContext.Current.CancellationToken);

        Assert.Equal((true, "abc123abc123"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        using var json = JsonDocument.Parse(Fixture.LastMessage!.Body);
        Assert.Equal(
            "X-MC-Metadata: {\"outreach_attempt\":\"0198f6e2000070008000000000000001-2\"}\r\nX-MC-Track: none\r\nX-MC-Tags: spring\r\nX-MC-Subaccount: north\r\n" + Encoding.UTF8.GetString(email.Content.Span),
            json.RootElement.GetProperty("raw_message").GetString());
        Assert.Equal(("main", "bounce.example.com"), (json.RootElement.GetProperty("ip_pool").GetString(), json.RootElement.GetProperty("return_path_domain").GetString()));
    }

    [Fact]
    public async Task Send_OfOctetsThatAreNoUtf8_IsRefusedBeforeTheIntent()
    {
        var email = (OutgoingEmail)Fixture.CreateMessage();
        email.Content = new byte[] { (byte)'a', 0xFF };
        var attempt = new ProviderAttempt();

        var result = await Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, attempt, TestContext.Current.CancellationToken);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.RejectedContent, 0), (result.Phase, result.Failure, attempt.Asked));
    }

    [Theory]
    [InlineData("""[{"_id":"abc","metadata":{"outreach_attempt":"0198f6e2000070008000000000000001-1"}}]""", Evidence.Accepted)]
    [InlineData("""[{"_id":"abc","metadata":{"outreach_attempt":"0198f6e2000070008000000000000002-1"}},{"_id":"b","metadata":[]}]""", Evidence.Unknown)]
    [InlineData("[]", Evidence.Unknown)]
    [InlineData("no json", Evidence.Unknown)]
    public async Task Evidence_SaysWhatTheSearchProves(string messages, Evidence expected)
    {
        Fixture.Account["messages/search"] = messages;
        var source = Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IEvidenceSource>("primary");

        Assert.Equal(expected, await source.LookUpAsync(
            new SendRecord
            {
                Id = new Guid("0198f6e2-0000-7000-8000-000000000001"), OrganisationId = default, CampaignId = default, ParticipantId = default, ContactId = default, StepId = default,
                Recipient = "bob@example.net", MessageId = "<1@example.com>", Attempt = 1, IntentAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            },
            TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "", null, ProviderFindingStatus.Passed)]
    [InlineData("senders/domains", "[]", "sender", ProviderFindingStatus.Failed)]
    [InlineData("senders/domains", """[{"domain":"example.com","valid_signing":false,"verified_at":"2026-01-01 00:00:00"}]""", "sender", ProviderFindingStatus.Failed)]
    [InlineData("webhooks/list", "[]", "webhook", ProviderFindingStatus.Failed)]
    [InlineData("webhooks/list", """[{"url":"https://app.example.com/hooks","auth_key":"other","events":["send","deferral","hard_bounce","soft_bounce","spam","reject"]}]""", "signature", ProviderFindingStatus.Failed)]
    [InlineData("users/info", """{"hourly_quota":0,"backlog":0,"reputation":10}""", "quota", ProviderFindingStatus.Warning)]
    public async Task Check_SaysWhatIsInOrder(string method, string answer, string? name, ProviderFindingStatus status)
    {
        Fixture.Configure = static options => (options.WebhookUrl, options.WebhookKey) = ("https://app.example.com/hooks", "key");
        Fixture.Account["users/info"] = """{"hourly_quota":250,"backlog":0,"reputation":60}""";
        Fixture.Account["senders/domains"] = """[{"domain":"example.com","valid_signing":true,"verified_at":"2026-01-01 00:00:00"}]""";
        Fixture.Account["webhooks/list"] = """[{"url":"https://app.example.com/hooks","auth_key":"key","events":["send","deferral","hard_bounce","soft_bounce","spam","reject"]}]""";
        if (name is not null)
        {
            Fixture.Account[method] = answer;
        }

        var findings = await Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = "ann@example.com", WebhookUrl = new("https://app.example.com/hooks") }, TestContext.Current.CancellationToken);

        Assert.All(findings, finding => Assert.Equal((finding.Name, finding.Name == name ? status : ProviderFindingStatus.Passed), (finding.Name, finding.Status)));
        Assert.True(findings.Count >= 4);
    }
}
