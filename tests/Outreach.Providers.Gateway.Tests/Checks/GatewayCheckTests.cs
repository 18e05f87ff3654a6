using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Gateway.Tests;

public sealed class GatewayCheckTests : IAsyncDisposable
{
    private readonly GatewayFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(405, ProviderFindingStatus.Passed)]
    [InlineData(200, ProviderFindingStatus.Passed)]
    [InlineData(401, ProviderFindingStatus.Failed)]
    [InlineData(404, ProviderFindingStatus.Failed)]
    [InlineData(302, ProviderFindingStatus.Failed)]
    [InlineData(500, ProviderFindingStatus.Unknown)]
    public async Task Check_SaysWhetherTheGatewayIsThere_AndSendsNothing(int status, ProviderFindingStatus expected)
    {
        _fixture.Status = status;

        var findings = await _fixture.CreateServices(_fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IProviderCheck>("primary").CheckAsync(
            new ProviderCheckRequest { SenderAddress = "acc-1", WebhookUrl = new("https://app.example.com/hooks") }, TestContext.Current.CancellationToken);

        Assert.Equal((ProviderFindingNames.Credentials, expected), (findings[0].Name, findings[0].Status));
        Assert.Equal(expected == ProviderFindingStatus.Failed ? 1 : 4, findings.Count);
        Assert.Equal(0, _fixture.ReceivedCount);
    }
}
