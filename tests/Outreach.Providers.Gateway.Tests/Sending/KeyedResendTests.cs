using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Gateway.Tests;

/// <summary>Campaigns of the real engine whose answers get lost.</summary>
public sealed class KeyedResendTests : IAsyncDisposable
{
    private readonly GatewayFixture _gateway = new();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task LostAnswer_IsAskedForAgainWithTheSameKey_AndTheMessageIsThereOnce()
    {
        await using var harness = Harness(TimeSpan.FromHours(24));
        await StartAsync(harness);
        _gateway.Behave(ProviderBehaviour.Close);
        await harness.RunForAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        var lost = await SendAsync(harness);
        _gateway.Behave(ProviderBehaviour.Accept);

        await harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        Assert.Equal((SendState.InDoubt, SendState.Sent), (lost.State, (await SendAsync(harness)).State));
        Assert.Equal((2, 1), (_gateway.Keys.Count, _gateway.Messages.Count));
    }

    [Fact]
    public async Task LostAnswer_OfAGatewayThatMayNotLookAtKeys_IsNeverFollowedByASecondRequest()
    {
        await using var harness = Harness(null);
        await StartAsync(harness);
        _gateway.Behave(ProviderBehaviour.Close);
        await harness.RunForAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        _gateway.Behave(ProviderBehaviour.Accept);

        await harness.RunForAsync(TimeSpan.FromDays(10), TestContext.Current.CancellationToken);

        Assert.Equal(SendState.InDoubt, (await SendAsync(harness)).State);
        Assert.Single(_gateway.Keys);
    }

    private CampaignHarness Harness(TimeSpan? keyLifetime)
    {
        var harness = new CampaignHarness(new CampaignHarnessOptions
        {
            Configure = builder => builder.AddMessagingGateway("gateway", options =>
                (options.BaseAddress, options.ApiKey, options.KeyLifetime) = (new Uri($"http://127.0.0.1:{_gateway.Port}"), "secret-key", keyLifetime)),
        });
        harness.Sender = SenderAccount.Create("Bot", "acc-1", "gateway") with { Channel = Channel.Telegram };
        return harness;
    }

    private static async Task StartAsync(CampaignHarness harness)
    {
        await harness.AddContactsAsync(new ContactDraft { FirstName = "Anna", TelegramId = "12345" });
        await harness.StartAsync(new CampaignDraft
        {
            Name = "Chats",
            Steps = [SequenceStep.Create(new MessageTemplate { Chat = "Hi" }, default, "one")],
        });
    }

    private static async Task<SendRecord> SendAsync(CampaignHarness harness)
    {
        var contact = await harness.Get<IContactStore>().FindByTelegramAsync(Organisation.DefaultId, "12345");
        return Assert.Single(await harness.Get<ISendLedger>().ListSendsByContactAsync(Organisation.DefaultId, contact!.Id, 10, TestContext.Current.CancellationToken));
    }
}
