using Outreach.Testing;

namespace Outreach.Providers.MailchimpTransactional.Tests;

public sealed class MailchimpTransactionalCampaignTests : EmailCampaignSuite<MailchimpTransactionalFixture>
{
    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_GoesOnWhenTheSearchFindsTheMessage()
    {
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();
        await Harness.RunForAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var attempt = (await SendAsync(id)).Id.ToString("N") + "-1";
        Fixture.Account["messages/search"] = $$"""[{"_id":"abc","metadata":{"outreach_attempt":"{{attempt}}"} }]""";

        Assert.Equal(CampaignStatus.Completed, (await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);

        Assert.Equal((SendState.Sent, 1), ((await SendAsync(id)).State, Fixture.ReceivedCount));
    }
}
