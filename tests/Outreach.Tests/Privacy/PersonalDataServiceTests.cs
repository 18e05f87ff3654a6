using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Privacy;

public sealed class PersonalDataServiceTests
{
    private static readonly Guid OrganisationId = Organisation.DefaultId;

    [Fact]
    public async Task Export_HoldsEverythingAboutThePerson_AndNothingOfOthers()
    {
        await using var fixture = new EngineFixture();
        var ids = await fixture.AddContactsAsync("ann@example.com", "bob@example.com");
        await fixture.StartCampaignAsync();
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        await fixture.Get<ISuppressionStore>().AddAsync(
            [new() { OrganisationId = OrganisationId, Key = "ann@example.com", Reason = SuppressionReason.Unsubscribed, At = EngineFixture.Start }],
            TestContext.Current.CancellationToken);

        var text = await ExportAsync(fixture, ids[0]);

        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Assert.Equal("ann@example.com", root.GetProperty("contact").GetProperty("email").GetString());
        Assert.Equal("Unsubscribed", Assert.Single(root.GetProperty("suppressions").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal("Completed", Assert.Single(root.GetProperty("participants").EnumerateArray()).GetProperty("status").GetString());
        Assert.Equal("ann@example.com", Assert.Single(root.GetProperty("sends").EnumerateArray()).GetProperty("recipient").GetString());
        Assert.Empty(root.GetProperty("events").EnumerateArray());
        Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfNobody_WritesNothing()
    {
        await using var fixture = new EngineFixture();
        using var output = new MemoryStream();

        Assert.False(await fixture.Get<IPersonalDataService>().ExportAsync(OrganisationId, Guid.CreateVersion7(), output, TestContext.Current.CancellationToken));
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task Erase_StopsTheSequence_CompletesTheCampaign_AndLeavesNoAddress()
    {
        await using var fixture = new EngineFixture();
        var ids = await fixture.AddContactsAsync("ann@example.com");
        var template = EngineFixture.Template("Hello", "Hi! {{ unsubscribe_url }}");
        var campaignId = await fixture.StartCampaignAsync(null, SequenceStep.Create(template), SequenceStep.Create(template) with { Delay = StepDelay.Days(1) });
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        var report = await fixture.Get<IPersonalDataService>().EraseAsync(OrganisationId, ids[0], TestContext.Current.CancellationToken);
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(new ErasureReport(1, 1, 0, 0), report);
        Assert.Single(fixture.Provider.Taken);
        Assert.Equal(CampaignStatus.Completed, (await fixture.Campaigns.GetAsync(OrganisationId, campaignId, TestContext.Current.CancellationToken))!.Status);
        Assert.DoesNotContain("ann@", await ExportAsync(fixture, ids[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_FinishesErasures_AndForgetsByAge()
    {
        await using var fixture = new EngineFixture(services => services.Configure<RetentionOptions>(options =>
        {
            options.Participants = TimeSpan.FromDays(30);
            options.BatchSize = 2;
        }));
        await fixture.AddContactsAsync([.. Enumerable.Range(0, 5).Select(i => $"a{i}@example.com")]);
        var campaignId = await fixture.StartCampaignAsync();
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        var run = fixture.Get<RetentionRun>();

        Assert.Equal(0, await run.RunAsync(TestContext.Current.CancellationToken));
        fixture.Time.AdvanceTo(EngineFixture.Start.AddDays(31));
        Assert.Equal(5, await run.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(0, (await fixture.Campaigns.GetStatsAsync(OrganisationId, campaignId, TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public void RetentionOptions_OutOfRange_SayWhatIsWrong()
    {
        var result = new RetentionOptionsRules().Validate(null, new RetentionOptions { DeliveryEvents = TimeSpan.FromDays(29), ReplyTexts = TimeSpan.Zero });

        Assert.Contains("RetentionOptions.DeliveryEvents (29.00:00:00) must be 30 days or more", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("RetentionOptions.ReplyTexts (00:00:00) must be 1 day or more.", result.FailureMessage, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(EngineFixture fixture, Guid contactId)
    {
        using var output = new MemoryStream();
        Assert.True(await fixture.Get<IPersonalDataService>().ExportAsync(OrganisationId, contactId, output, TestContext.Current.CancellationToken));
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
