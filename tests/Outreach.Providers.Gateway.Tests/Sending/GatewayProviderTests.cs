using System.Text.Json;
using Outreach.Testing;

namespace Outreach.Providers.Gateway.Tests;

public sealed class GatewayProviderTests : HttpProviderSuite<GatewayFixture>
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_CarriesAllThatTheGatewayTakes()
    {
        var message = GatewayFixture.Message();
        message.File = new ChatFile { FileName = "a.pdf", MediaType = "application/pdf", Content = new byte[] { 1, 2, 3 } };
        message.ReplyToMessageId = "m-76";

        var result = await Provider().SendAsync(message, new ProviderAttempt(), TestEnd);

        Assert.Equal((true, "m-77"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        using var json = JsonDocument.Parse(Assert.Single(Fixture.Messages).Value);
        Assert.Equal(
            [
                ("contactId", "0198f6e2-0000-7000-8000-00000000000a"), ("channel", "telegram"), ("channelId", "12345"), ("content", "Hi \"you\" €"), ("bdAccountId", "acc-1"),
                ("fileBase64", "AQID"), ("fileName", "a.pdf"), ("replyToMessageId", "m-76"),
            ],
            json.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.GetString()!)));
        Assert.Equal("0198f6e2000070008000000000000001", Assert.Single(Fixture.Keys));
    }

    [Fact]
    public async Task Attempts_AtOneMessage_HaveTheSameKey()
    {
        var provider = Provider();
        await provider.SendAsync(GatewayFixture.Message(1), new ProviderAttempt(), TestEnd);
        await provider.SendAsync(GatewayFixture.Message(2), new ProviderAttempt(), TestEnd);

        Assert.Equal((2, 1), (Fixture.Keys.Count, Fixture.Messages.Count));
    }

    [Theory]
    [InlineData(409, 1)] // an attempt is under way
    [InlineData(409, 2)]
    [InlineData(422, 2)] // the key may have been used for a message that was accepted
    [InlineData(500, 1)]
    [InlineData(503, 1)]
    public async Task Answer_ThatSaysNothingCertain_LeavesTheMessageInDoubt(int status, byte attempt)
    {
        Fixture.Behave(ProviderBehaviour.Refuse, new ProviderRefusal("unclear", FailureKind.Transient, "?") { Code = status });

        var result = await Provider().SendAsync(GatewayFixture.Message(attempt), new ProviderAttempt(), TestEnd);

        Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
    }

    [Fact]
    public void Provider_IsKeyed_OnlyIfTheGatewayIsKnownToLookAtKeys()
    {
        Assert.False(Provider() is IKeyedProvider);
        Fixture.Configure = static options => options.KeyLifetime = TimeSpan.FromHours(2);
        Assert.Equal(TimeSpan.FromHours(2), Assert.IsType<IKeyedProvider>(Provider(), exactMatch: false).KeyLifetime);
    }

    private IMessageProvider Provider() => Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2));
}
