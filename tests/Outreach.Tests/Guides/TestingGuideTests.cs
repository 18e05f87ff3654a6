using Outreach.Testing;

namespace Outreach.Tests.Guides;

/// <summary>The example of docs/guides/testing.md; a test of the architecture compares the two.</summary>
public sealed class TestingGuideTests
{
    [Fact]
    public async Task FollowUp_AfterAReply_IsNotSent()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(
            new ContactDraft { Email = "anna@shop.example", FirstName = "Anna" },
            new ContactDraft { Email = "bert@shop.example" });
        var id = await harness.StartAsync(new CampaignDraft
        {
            Name = "Spring",
            Steps =
            [
                SequenceStep.Create(new MessageTemplate { Subject = "A question", Text = "Hi {{ contact.first_name ?? 'there' }} {{ unsubscribe_url }}" }),
                SequenceStep.Create(new MessageTemplate { Text = "Did my note reach you? {{ unsubscribe_url }}" }, StepDelay.Days(3)),
            ],
        });

        await harness.RunForAsync(TimeSpan.FromHours(1));
        await harness.ReplyAsync("anna@shop.example");
        var campaign = await harness.RunToEndAsync(id);

        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.Single(harness.MessagesTo("anna@shop.example"));
        Assert.Equal(2, harness.MessagesTo("bert@shop.example").Count);
        Assert.Equal(ReasonCodes.Replied, (await harness.ExplainAsync(id, "anna@shop.example")).Participant.Reason.Code);
    }
}
