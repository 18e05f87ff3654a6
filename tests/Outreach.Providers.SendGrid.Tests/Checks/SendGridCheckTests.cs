using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.SendGrid.Tests;

public sealed class SendGridCheckTests : IAsyncDisposable
{
    private static readonly ProviderCheckRequest Request = new() { SenderAddress = "ann@example.com", WebhookUrl = new("https://app.example.com/hooks/sendgrid") };
    private readonly SendGridFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Check_OfAnAccountInOrder_PassesEverything()
    {
        SetUp();

        var findings = await CheckAsync();

        Assert.All(findings, finding => Assert.True(finding.Status == ProviderFindingStatus.Passed, finding.Message));
        Assert.Equal(["credentials", "sender", "webhook", "signature", "quota"], findings.Select(finding => finding.Name));
    }

    [Theory]
    [InlineData("/v3/scopes", """{"scopes":["alerts.read"]}""", "credentials", ProviderFindingStatus.Failed)]
    [InlineData("/v3/whitelabel/domains", """[{"domain":"example.com","valid":false}]""", "sender", ProviderFindingStatus.Failed)]
    [InlineData("/v3/whitelabel/domains", "[]", "sender", ProviderFindingStatus.Warning)]
    [InlineData("/v3/user/webhooks/event/settings", """{"enabled":true,"url":"https://elsewhere.example.com"}""", "webhook", ProviderFindingStatus.Failed)]
    [InlineData("/v3/user/webhooks/event/settings/signed", """{"public_key":""}""", "signature", ProviderFindingStatus.Failed)]
    [InlineData("/v3/user/credits", """{"remain":0,"total":100}""", "quota", ProviderFindingStatus.Failed)]
    [InlineData("/v3/user/credits", "not json", "quota", ProviderFindingStatus.Unknown)]
    public async Task Check_OfAnAccountOutOfOrder_SaysWhatToDo(string path, string answer, string name, ProviderFindingStatus status)
    {
        SetUp();
        _fixture.Account[path] = answer;

        var finding = (await CheckAsync()).Single(one => one.Name == name);

        Assert.Equal(status, finding.Status);
        Assert.NotEmpty(finding.Message);
    }

    [Fact]
    public async Task Evidence_OfASendThatTheFeedKnows_IsAccepted()
    {
        _fixture.Configure = static options => options.UseEmailActivity = true;
        var evidence = _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IEvidenceSource>("primary");
        var send = new SendRecord
        {
            Id = Guid.CreateVersion7(), OrganisationId = default, CampaignId = default, ParticipantId = default, ContactId = default, StepId = default,
            Recipient = "bob@example.net", MessageId = "<1@example.com>", Attempt = 1,
        };

        Assert.Equal(Evidence.Unknown, await evidence.LookUpAsync(send, TestContext.Current.CancellationToken));
        _fixture.Account["/v3/messages"] = """{"messages":[]}""";
        Assert.Equal(Evidence.Unknown, await evidence.LookUpAsync(send, TestContext.Current.CancellationToken));
        _fixture.Account["/v3/messages"] = """{"messages":[{"msg_id":"m1","status":"delivered"}]}""";
        Assert.Equal(Evidence.Accepted, await evidence.LookUpAsync(send, TestContext.Current.CancellationToken));
    }

    private Task<IReadOnlyList<ProviderFinding>> CheckAsync()
    {
        _fixture.Configure = static options => options.WebhookVerificationKey = Key;
        var services = _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2));
        return services.GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(Request, TestContext.Current.CancellationToken);
    }

    private const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    private void SetUp()
    {
        _fixture.Account["/v3/scopes"] = """{"scopes":["mail.send"]}""";
        _fixture.Account["/v3/whitelabel/domains"] = """[{"id":1,"domain":"example.com","valid":true}]""";
        _fixture.Account["/v3/verified_senders"] = """{"results":[{"from_email":"ann@example.com","verified":true}]}""";
        _fixture.Account["/v3/user/webhooks/event/settings"] =
            """{"enabled":true,"url":"https://app.example.com/hooks/sendgrid","delivered":true,"deferred":true,"bounce":true,"dropped":true,"spam_report":true}""";
        _fixture.Account["/v3/user/webhooks/event/settings/signed"] = $$"""{"public_key":"{{Key}}"}""";
        _fixture.Account["/v3/user/credits"] = """{"remain":200,"total":200,"overage":0,"used":0}""";
    }
}
