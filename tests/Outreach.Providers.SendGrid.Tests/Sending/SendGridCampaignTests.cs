using Outreach.Testing;

namespace Outreach.Providers.SendGrid.Tests;

public sealed class SendGridCampaignTests : EmailCampaignSuite<SendGridFixture>
{
    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_GoesOnWhenTheActivityFeedKnowsTheMessage()
    {
        Fixture.Configure = static options => options.UseEmailActivity = true;
        Fixture.Account["/v3/messages"] = """{"messages":[{"msg_id":"m1","status":"delivered"}]}""";
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();

        Assert.Equal(CampaignStatus.Completed, (await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);

        Assert.Equal((SendState.Sent, 1), ((await SendAsync(id)).State, Fixture.ReceivedCount));
    }
}
