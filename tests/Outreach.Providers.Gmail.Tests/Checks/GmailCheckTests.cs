using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Gmail.Tests;

public sealed class GmailCheckTests : IAsyncDisposable
{
    private readonly GmailFixture _fixture = new() { Configure = static options => options.ReadMailbox = true };

    public GmailCheckTests()
    {
        _fixture.Mailbox["profile"] = """{"emailAddress":"ann@example.com","messagesTotal":1}""";
        _fixture.Mailbox["settings/sendAs"] = """
            {"sendAs":[{"sendAsEmail":"ann@example.com","isPrimary":true},{"sendAsEmail":"news@example.com","verificationStatus":"accepted"},{"sendAsEmail":"new@example.com","verificationStatus":"pending"}]}
            """;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("ann@example.com", ProviderFindingStatus.Passed)]
    [InlineData("News@example.com", ProviderFindingStatus.Passed)]
    [InlineData("new@example.com", ProviderFindingStatus.Failed)]
    [InlineData("other@example.com", ProviderFindingStatus.Failed)]
    public async Task Check_SaysWhetherTheMailboxMaySendAsTheSender(string sender, ProviderFindingStatus status)
    {
        Assert.Equal(
            [("credentials", ProviderFindingStatus.Passed), ("sender", status), ("webhook", ProviderFindingStatus.Unknown), ("quota", ProviderFindingStatus.Unknown)],
            (await CheckAsync(sender)).Select(finding => (finding.Name, finding.Status)));
        Assert.Equal(0, _fixture.ReceivedCount);
    }

    [Fact]
    public async Task Check_OfAMailboxThatMayNotBeRead_SaysWhatItCanNotKnow()
    {
        _fixture.Configure = static _ => { };

        Assert.Equal([ProviderFindingStatus.Passed, ProviderFindingStatus.Unknown], (await CheckAsync("ann@example.com")).Select(finding => finding.Status).Take(2));
    }

    [Fact]
    public async Task Check_OfATokenThatIsRefused_StopsThere()
    {
        _fixture.TokenAnswer = GmailFixture.Json(400, """{"error":"invalid_grant"}""");

        var finding = Assert.Single(await CheckAsync("ann@example.com"));

        Assert.Equal(("credentials", ProviderFindingStatus.Failed), (finding.Name, finding.Status));
        Assert.Contains("invalid_grant", finding.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<ProviderFinding>> CheckAsync(string sender) =>
        _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = sender, WebhookUrl = new("https://app.example.com/hooks") }, TestContext.Current.CancellationToken);
}
