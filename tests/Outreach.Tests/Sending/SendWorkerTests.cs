using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

public sealed class SendWorkerTests
{
    [Fact]
    public async Task Worker_ThatIsIdle_IsWokenWhenACampaignIsStarted()
    {
        // Real time, and a poll that would come long after the test has given up.
        var time = TimeProvider.System;
        var provider = new RecordingProvider(time);
        var services = new ServiceCollection();
        services.AddKeyedSingleton<IMessageProvider>("primary", provider);
        services.AddOutreach(outreach => outreach.PollInterval = TimeSpan.FromMinutes(10)).UseInMemoryStore().AddWorker();
        await using var host = services.BuildServiceProvider();
        var worker = host.GetServices<IHostedService>().OfType<SendWorker>().Single();
        await worker.StartAsync(TestContext.Current.CancellationToken);

        await StartCampaignAsync(host);

        while (provider.Taken.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, TestContext.Current.CancellationToken);
        }

        await worker.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ann@example.com", Assert.Single(provider.Taken).EnvelopeRecipient);
    }

    private static async Task StartCampaignAsync(ServiceProvider host)
    {
        await host.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [new ContactDraft { Email = "ann@example.com" }], TimeProvider.System.GetUtcNow());
        var sender = SenderAccount.Create("Ada Sender", "ada@sender.example", "primary") with { UnsubscribeAddress = "unsub@sender.example" };
        await host.GetRequiredService<ISenderAccountStore>().SaveAsync(sender);
        var campaigns = host.GetRequiredService<ICampaignService>();
        var campaign = await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Test",
            SenderAccountIds = [sender.Id],
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" })],
        });
        await campaigns.StartAsync(campaign);
    }
}
