using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Inbox;
using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The example of docs/guides/campaigns.md; a test of the architecture compares the two.</summary>
public sealed class CampaignsGuideTests
{
    [Fact]
    public async Task GoodReply_IsThanked()
    {
        using var chatClient = new OneWordClient();
        var builder = Host.CreateApplicationBuilder();

        builder.Services.AddSingleton<IChatClient>(chatClient);
        builder.Services.AddOutreach().AddReplyClassifier<ChatClientReplyClassifier>();   // namespace Outreach.Inbox

        var thanks = SequenceStep.Create(new MessageTemplate { Text = "Shall we talk on Thursday? {{ unsubscribe_url }}" }) with
        {
            Trigger = StepTrigger.AfterReply,
            Conditions = new StepConditions { ReplySentiment = [ReplySentiment.Positive] },
        };

        using var host = builder.Build();
        await using var harness = new CampaignHarness(new CampaignHarnessOptions
        {
            Configure = outreach => outreach.Services.AddSingleton(host.Services.GetRequiredService<IReplyClassifier>()),
        });
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var first = SequenceStep.Create(new MessageTemplate { Subject = "S", Text = "T {{ unsubscribe_url }}" });
        var id = await harness.StartAsync(new CampaignDraft { Name = "Thanks", Steps = [first, thanks] });
        await harness.RunForAsync(TimeSpan.FromHours(1));
        await harness.ReplyAsync("anna@x.example", "Gladly");
        await harness.RunToEndAsync(id);
        Assert.Equal(2, harness.MessagesTo("anna@x.example").Count);
    }

    private sealed class OneWordClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "positive")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
