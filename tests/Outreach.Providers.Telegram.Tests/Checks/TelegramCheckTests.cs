using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramCheckTests : IAsyncDisposable
{
    private readonly TelegramFixture _fixture = new();

    public TelegramCheckTests()
    {
        _fixture.Configure = static options => options.WebhookSecret = "secret";
        _fixture.Account["getMe"] = """{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"Ada","username":"ada_bot"} }""";
        _fixture.Account["getWebhookInfo"] = Webhook("""
            "pending_update_count":0,"allowed_updates":["message","callback_query","my_chat_member"]
            """);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Check_OfABotInOrder_PassesWhatTelegramTells()
    {
        Assert.Equal(
            [("credentials", ProviderFindingStatus.Passed), ("sender", ProviderFindingStatus.Passed), ("webhook", ProviderFindingStatus.Passed), ("signature", ProviderFindingStatus.Unknown), ("quota", ProviderFindingStatus.Unknown)],
            (await CheckAsync("@Ada_bot")).Select(finding => (finding.Name, finding.Status)));
        Assert.Equal(0, _fixture.ReceivedCount);
    }

    [Theory]
    [InlineData("""{"ok":true,"result":{"url":"","pending_update_count":0} }""", ProviderFindingStatus.Failed, "setWebhook")]
    [InlineData("""{"ok":true,"result":{"url":"https://app.example.com/hooks/telegram","pending_update_count":3,"last_error_date":1,"last_error_message":"Wrong response: 500"} }""", ProviderFindingStatus.Failed, "Wrong response: 500")]
    [InlineData("""{"ok":true,"result":{"url":"https://app.example.com/hooks/telegram","pending_update_count":0,"allowed_updates":["message"]} }""", ProviderFindingStatus.Warning, "callback_query, my_chat_member")]
    [InlineData("no json", ProviderFindingStatus.Unknown, "no json")]
    public async Task Check_OfAWebhookOutOfOrder_SaysSo(string answer, ProviderFindingStatus status, string message)
    {
        _fixture.Account["getWebhookInfo"] = answer;

        var finding = (await CheckAsync("ada_bot")).Single(finding => finding.Name == "webhook");

        Assert.Equal(status, finding.Status);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithAnotherSenderOrWithoutASecret_SaysSo()
    {
        _fixture.Configure = static _ => { };

        var findings = await CheckAsync("other_bot");

        Assert.Equal(ProviderFindingStatus.Warning, findings.Single(finding => finding.Name == "sender").Status);
        Assert.Equal(ProviderFindingStatus.Failed, findings.Single(finding => finding.Name == "signature").Status);
    }

    [Fact]
    public async Task Check_OfATokenThatIsRefused_StopsThere()
    {
        _fixture.Configure = static options => options.Token = "123456:other";

        Assert.Equal(("credentials", ProviderFindingStatus.Failed), (await CheckAsync("ada_bot")).Select(finding => (finding.Name, finding.Status)).Single());
    }

    private static string Webhook(string fields) => $$"""{"ok":true,"result":{"url":"https://app.example.com/hooks/telegram",{{fields}} } }""";

    private Task<IReadOnlyList<ProviderFinding>> CheckAsync(string sender) =>
        _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = sender, WebhookUrl = new("https://app.example.com/hooks/telegram") }, TestContext.Current.CancellationToken);
}
