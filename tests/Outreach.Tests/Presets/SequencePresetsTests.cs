using Outreach.Testing;

namespace Outreach.Tests.Presets;

public sealed class SequencePresetsTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();

    public static TheoryData<string> Ids => new(["cold-outreach", "win-back", "amazon-fba", "ecom-agency", "etsy-handmade", "shopify-dtc"]);

    private ISequencePresets Presets => _harness.Get<ISequencePresets>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void List_GivesGeneralPresetsFirst_ThenPlaybooksOfNiches()
    {
        Assert.Equal(Ids.Select(row => row.Data), Presets.List().Select(preset => preset.Id));
        Assert.Equal(
            ["Amazon FBA", "E-com agency", "Etsy handmade", "Shopify DTC"], Presets.List().Select(preset => preset.Niche).OfType<string>());
        Assert.Null(Presets.Find("unknown"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EveryTemplate_PassesTheChecks_WithTheFieldsThatEveryContactHas(string id)
    {
        var previews = await Presets.PreviewAsync(Presets.Find(id)!, new Contact { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Email = "a@x.example" });

        Assert.All(previews, preview => Assert.Empty(preview.Findings));
        Assert.All(previews, preview => Assert.NotEqual("", preview.Subject));
        Assert.All(previews, preview => Assert.DoesNotContain("{", preview.Subject + preview.Text, StringComparison.Ordinal));
        Assert.All(previews, preview => Assert.Contains("https://", preview.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_ShowsTheSignatureInTheFormOfEachBody()
    {
        var preset = Presets.Find("win-back")!;
        var template = new MessageTemplate { Subject = "S", Text = "T {{ sender.signature }}", Html = "<p>{{ sender.signature }}</p>" };
        var sender = SenderAccount.Create("Ada", "ada@x.example", "p") with { Signature = "Ada & Co", SignatureHtml = "<b>Ada &amp; Co</b>" };
        var contact = new Contact { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Email = "a@x.example" };

        var previews = await Presets.PreviewAsync(preset with { Steps = [SequenceStep.Create(template), SequenceStep.Create(template)] }, contact, sender);

        Assert.All(previews, preview => Assert.Equal(("T Ada & Co", "<p><b>Ada &amp; Co</b></p>"), (preview.Text.TrimEnd(), preview.Html.TrimEnd())));
        Assert.Equal(2, previews.Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Preset_AsADraft_RunsToItsEnd(string id)
    {
        await _harness.AddContactsAsync([.. Enumerable.Range(0, 12).Select(i => new ContactDraft { Email = $"c{i}@x.example", FirstName = i % 2 == 0 ? "Kim" : null, CompanyName = i % 3 == 0 ? "Acme" : null })]);
        var preset = Presets.Find(id)!;

        var campaign = await _harness.StartAsync(preset.ToDraft("From a preset", new TargetAudience()));
        var report = await _harness.Campaigns.CheckAsync(Organisation.DefaultId, campaign);
        await _harness.RunToEndAsync(campaign);

        Assert.DoesNotContain(report.Findings, finding => finding.Severity == LaunchSeverity.Error);
        Assert.Equal(12 * preset.Steps.Count, _harness.Provider.Taken.Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Preset_HasEnoughTexts_ThatMailsDiffer(string id)
    {
        var steps = Presets.Find(id)!.Steps;

        Assert.True(steps.Count is 2 or 3);
        Assert.Equal(0, steps[0].Delay.Amount);
        Assert.All(steps.Skip(1), step => Assert.InRange(step.Delay.Amount, 2, 10));
        Assert.All(steps.SelectMany(step => step.Variants), variant => Assert.Contains("|", variant.Template.Text!, StringComparison.Ordinal));
        Assert.All(steps.SelectMany(step => step.Variants), variant => Assert.InRange(variant.Template.Text!.Length, 200, 1_200));
    }
}
