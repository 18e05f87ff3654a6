using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Campaigns;

/// <summary>Marketing and transactional mail are kept apart.</summary>
public sealed class StreamCheckTests
{
    [Theory]
    [InlineData(MessageStream.Marketing, "news.example", true)]
    [InlineData(MessageStream.Marketing, "notify.example", false)]
    [InlineData(MessageStream.Transactional, "Notify.Example", true)]
    [InlineData(MessageStream.Transactional, "news.example", false)]
    public async Task Start_WithADomainOfTheOtherStream_IsRefused(MessageStream stream, string domain, bool canStart)
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { ConfigureOutreach = static outreach => outreach.TransactionalDomains.Add("notify.example") });
        var id = await CreateAsync(harness, stream, domain, CampaignHarness.ProviderName);

        if (canStart)
        {
            await harness.Campaigns.StartAsync(id);
            return;
        }

        var finding = Assert.Single((await Assert.ThrowsAsync<CampaignNotReadyException>(() => harness.Campaigns.StartAsync(id))).Findings);
        Assert.Equal("stream_domain", finding.Code);
        Assert.Contains(domain, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithFromOfTheOtherStream_IsRefused()
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { ConfigureOutreach = static outreach => outreach.TransactionalDomains.Add("notify.example") });
        var id = await CreateAsync(harness, MessageStream.Marketing, "news.example", CampaignHarness.ProviderName, "Shop <shop@notify.example>");

        Assert.Contains((await Assert.ThrowsAsync<CampaignNotReadyException>(() => harness.Campaigns.StartAsync(id))).Findings, finding => finding.Code == "stream_domain");
    }

    [Fact]
    public async Task Check_WithoutReservedDomains_WarnsOfWhatActiveCampaignsOfTheOtherStreamUse()
    {
        await using var harness = new CampaignHarness();
        await harness.Campaigns.StartAsync(await CreateAsync(harness, MessageStream.Transactional, "example.com", CampaignHarness.ProviderName));

        Assert.Equal(["stream_domain_shared", "stream_provider_shared"], await CodesAsync(harness, MessageStream.Marketing, "example.com"));
        Assert.Equal(["stream_provider_shared"], await CodesAsync(harness, MessageStream.Marketing, "news.example"));
        Assert.Empty(await CodesAsync(harness, MessageStream.Transactional, "example.com"));
    }

    [Fact]
    public async Task Check_WithAPoolOfAddresses_DoesNotWarn()
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Configure = static builder => builder.AddReputation() });
        foreach (var (stream, i) in new[] { (MessageStream.Marketing, 1), (MessageStream.Transactional, 2) })
        {
            await harness.Get<ISendingIpService>().SaveAsync(
                new SendingIp { OrganisationId = Organisation.DefaultId, Address = $"192.0.2.{i}", ProviderName = CampaignHarness.ProviderName, Pool = "pool", Stream = stream }, "test");
        }

        await harness.Campaigns.StartAsync(await CreateAsync(harness, MessageStream.Transactional, "example.com", "pool"));

        Assert.Empty(await CodesAsync(harness, MessageStream.Marketing, "news.example", "pool"));
    }

    private static async Task<IEnumerable<string>> CodesAsync(CampaignHarness harness, MessageStream stream, string domain, string provider = CampaignHarness.ProviderName)
    {
        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, await CreateAsync(harness, stream, domain, provider));
        return report.Findings.Select(finding => finding.Code).Where(code => code.StartsWith("stream_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    private static async Task<Guid> CreateAsync(CampaignHarness harness, MessageStream stream, string domain, string provider, string? from = null)
    {
        harness.Sender = SenderAccount.Create("Ada", $"ada@{domain}", provider);
        await harness.AddContactsAsync(new ContactDraft { Email = "a@x.example" });
        return await harness.CreateAsync(new CampaignDraft
        {
            Name = "Streams",
            Stream = stream,
            From = from,
            SenderAccountIds = [harness.Sender.Id],
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "S", Text = "Hi {{ unsubscribe_url }}" })],
        });
    }
}
