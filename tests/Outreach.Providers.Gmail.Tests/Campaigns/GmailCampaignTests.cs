using Outreach.Testing;

namespace Outreach.Providers.Gmail.Tests;

public sealed class GmailCampaignTests : EmailCampaignSuite<GmailFixture>
{
    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_GoesOnWhenTheMailboxHoldsTheMessage()
    {
        Fixture.Configure = static options => options.ReadMailbox = true;
        Fixture.Mailbox["messages"] = """{"messages":[{"id":"18f1","threadId":"18f1"}]}""";
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();

        Assert.Equal(CampaignStatus.Completed, (await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);

        var send = await SendAsync(id);
        Assert.Equal((SendState.Sent, 1), (send.State, Fixture.ReceivedCount));
        Assert.Contains("rfc822msgid:" + send.MessageId.Trim('<', '>'), string.Join(' ', Fixture.Queries), StringComparison.Ordinal);
    }
}
