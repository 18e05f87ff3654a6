using Outreach.Testing;

namespace Outreach.Providers.Mailgun.Tests;

public sealed class MailgunCampaignTests : EmailCampaignSuite<MailgunFixture>
{
    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_GoesOnWhenMailgunsEventsKnowTheMessage()
    {
        Fixture.Account["/v3/mg.example.com/events"] = """{"items":[{"event":"accepted"}]}""";
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();

        Assert.Equal(CampaignStatus.Completed, (await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);

        var send = await SendAsync(id);
        Assert.Equal((SendState.Sent, 1), (send.State, Fixture.ReceivedCount));
        Assert.Contains("message-id=" + Uri.EscapeDataString(send.MessageId.Trim('<', '>')), Fixture.LastQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_SendsAgainOnceMailgunsEventsProveThatItWasNotTaken()
    {
        Fixture.Account["/v3/mg.example.com/events"] = """{"items":[]}""";
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();
        await Harness.RunForAsync(TimeSpan.FromHours(5), TestContext.Current.CancellationToken);
        Assert.Equal((SendState.InDoubt, 1), ((await SendAsync(id)).State, Fixture.ReceivedCount));
        Fixture.Behave(ProviderBehaviour.Accept);

        await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        var send = await SendAsync(id);
        Assert.Equal((SendState.Sent, (byte)2, 2), (send.State, send.Attempt, Fixture.ReceivedCount));
    }
}
