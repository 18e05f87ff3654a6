using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The example of docs/guides/presets.md; a test of the architecture compares the two.</summary>
public sealed class PresetsGuideTests
{
    [Fact]
    public async Task Preset_IsShownAndShortened()
    {
        await using var harness = new CampaignHarness();
        var (presets, campaigns) = (harness.Get<ISequencePresets>(), harness.Campaigns);
        var contact = new Contact { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Email = "anna@x.example", FirstName = "Anna" };
        await harness.Get<ISenderAccountStore>().SaveAsync(harness.Sender);

        var preset = presets.Find("shopify-dtc")!;
        foreach (var mail in await presets.PreviewAsync(preset, contact))
        {
            Console.WriteLine($"{mail.StepIndex + 1}{mail.VariantId}  {mail.Subject}\n{mail.Text}\n");
        }

        var draft = preset.ToDraft("Shops in Berlin", new TargetAudience { Filter = new AudienceFilter { Tags = ["shopify"] } });
        var campaign = await campaigns.CreateAsync(draft with { Steps = [.. draft.Steps.Take(2)] });

        Assert.Equal(2, (await harness.Get<ICampaignStore>().ListSequencesAsync(Organisation.DefaultId, campaign))[0].Steps.Count);
    }
}
