using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The example of docs/guides/triggers.md; a test of the architecture compares the two.</summary>
public sealed class TriggersGuideTests
{
    [Fact]
    public async Task SilentContacts_GetTheCampaign()
    {
        await using var harness = new CampaignHarness();
        var (presets, campaigns, triggers) = (harness.Get<ISequencePresets>(), harness.Campaigns, harness.Get<ITriggerStore>());
        await harness.Get<ISenderAccountStore>().SaveAsync(harness.Sender);
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var builder = Host.CreateApplicationBuilder();

        builder.Services.AddOutreach().UseSqlite("Data Source=outreach.db").AddWorker().AddTriggers();

        var draft = presets.Find("win-back")!.ToDraft("We miss you", TargetAudience.Nobody);
        var campaign = await campaigns.CreateAsync(draft);
        await campaigns.StartAsync(campaign);
        await triggers.SaveAsync(new TriggerRule
        {
            Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "Silent for 90 days", CampaignId = campaign, Kind = TriggerKind.Inactive,
        });

        await harness.RunForAsync(TimeSpan.FromDays(91));
        await harness.Get<ITriggerService>().ScanAsync();
        await harness.RunForAsync(TimeSpan.FromDays(7));
        Assert.Equal("anna@x.example", harness.Provider.Taken.First().EnvelopeRecipient);
    }
}
