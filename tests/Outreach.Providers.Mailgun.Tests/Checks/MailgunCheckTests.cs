using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Mailgun.Tests;

public sealed class MailgunCheckTests : IAsyncDisposable
{
    private readonly MailgunFixture _fixture = new();

    public MailgunCheckTests()
    {
        _fixture.Configure = static options => options.WebhookSigningKey = "signing";
        _fixture.Account["/v3/domains/mg.example.com"] = """{"domain":{"state":"active"},"sending_dns_records":[{"record_type":"TXT","name":"mg.example.com","value":"v=spf1","valid":"valid"}]}""";
        _fixture.Account["/v3/domains/mg.example.com/webhooks"] = $$"""{"webhooks":{"delivered":{{Urls}},"permanent_fail":{{Urls}},"temporary_fail":{{Urls}},"complained":{{Urls}},"opened":null} }""";
        _fixture.Account["/v5/accounts/http_signing_key"] = """{"http_signing_key":"signing"}""";
    }

    private static string Urls => """{"urls":["https://app.example.com/hooks/mailgun"]}""";

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Check_OfADomainInOrder_PassesWhatMailgunTells() =>
        Assert.Equal(
            [("credentials", ProviderFindingStatus.Passed), ("sender", ProviderFindingStatus.Passed), ("webhook", ProviderFindingStatus.Passed), ("signature", ProviderFindingStatus.Passed), ("quota", ProviderFindingStatus.Unknown)],
            (await CheckAsync()).Select(finding => (finding.Name, finding.Status)));

    [Theory]
    [InlineData("/v3/domains/mg.example.com", """{"domain":{"state":"unverified"}}""", "sender", ProviderFindingStatus.Failed)]
    [InlineData("/v3/domains/mg.example.com", """{"domain":{"state":"active"},"sending_dns_records":[{"record_type":"TXT","name":"x","value":"y","valid":"unknown"}]}""", "sender", ProviderFindingStatus.Warning)]
    [InlineData("/v3/domains/mg.example.com/webhooks", """{"webhooks":{}}""", "webhook", ProviderFindingStatus.Failed)]
    [InlineData("/v5/accounts/http_signing_key", """{"http_signing_key":"other"}""", "signature", ProviderFindingStatus.Failed)]
    public async Task Check_OfADomainOutOfOrder_SaysSo(string path, string answer, string name, ProviderFindingStatus status)
    {
        _fixture.Account[path] = answer;

        Assert.Equal(status, (await CheckAsync()).Single(finding => finding.Name == name).Status);
    }

    [Fact]
    public async Task Check_OfAnUnknownDomain_StopsThere()
    {
        _fixture.Account.Clear();

        Assert.Equal(("credentials", ProviderFindingStatus.Failed), (await CheckAsync()).Select(finding => (finding.Name, finding.Status)).Single());
    }

    private Task<IReadOnlyList<ProviderFinding>> CheckAsync() =>
        _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = "ann@example.com", WebhookUrl = new("https://app.example.com/hooks/mailgun") }, TestContext.Current.CancellationToken);
}
