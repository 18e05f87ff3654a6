using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Campaigns;

public sealed class LaunchCheckTests
{
    private static readonly CampaignDraft Good = new()
    {
        Name = "Checked",
        Steps = [SequenceStep.Create(new MessageTemplate { Subject = "S", Text = "Hi {{ unsubscribe_url }}" })],
    };

    [Fact]
    public async Task Check_OfAGoodCampaign_CanStart()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });

        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, await harness.CreateAsync(Good));

        Assert.True(report.CanStart);
        Assert.Equal(1, report.Contacts);
    }

    [Fact]
    public async Task Check_CountsWhomEachFindingOfEveryStepHits_InOneReadingOfTheAudience()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(
            new ContactDraft { Email = "anna@x.example", FirstName = "Anna" },
            new ContactDraft { Email = "bert@x.example" },
            new ContactDraft { Email = "carl@x.example" });

        // Who of them comes first is open, so all are alike to the second step: two get its variant A, one B.
        var id = await harness.CreateAsync(new CampaignDraft
        {
            Name = "Counted",
            Steps =
            [
                SequenceStep.Create(new() { Subject = "S", Text = "Hi {{ contact.first_name }}, {{ unsubscribe_url }}" }),
                new SequenceStep
                {
                    RotateEvery = 1,
                    Variants =
                    [
                        new StepVariant { Id = "A", Template = new() { Text = "At {{ company.name }} {{ unsubscribe_url }}" } },
                        new StepVariant { Id = "B", Template = new() { Text = "{{ contact.frist_name }} {{ unsubscribe_url }}" } },
                    ],
                },
                SequenceStep.Create(new() { Text = "No way out" }),
            ],
        });

        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, id);

        var templates = report.Findings.Where(finding => finding.Code.StartsWith("template_", StringComparison.Ordinal))
            .OrderBy(finding => finding.StepIndex).ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .Select(finding => (finding.StepIndex, finding.Code, finding.Contacts));
        Assert.Equal(
            [
                (0, "template_may_be_empty", 2),
                (1, "template_may_be_empty", 2),
                (1, "template_unknown_field", 1),
                (2, "template_no_unsubscribe", 3),
            ],
            templates);
    }

    public static TheoryData<string, CampaignDraft, SenderAccount> Bad
    {
        get
        {
            var sender = SenderAccount.Create("Ada", "ada@sender.example", CampaignHarness.ProviderName);
            var step = Good.Steps[0];
            return new()
            {
                { "provider_missing", Good, sender with { ProviderName = "elsewhere" } },
                { "sender_invalid", Good, sender with { TimeZone = "Mars/Olympus" } },
                { "condition_step_later", Good with { Steps = [step, step with { Conditions = new StepConditions { Opened = new OpenedCondition { Step = 1 } } }] }, sender },
                { "condition_step_missing", Good with { Steps = [step, step with { Conditions = new StepConditions { Clicked = new ClickedCondition { Step = 7 } } }] }, sender },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Start_OfACampaignWithAnError_IsRefusedUnlessToldOtherwise(string code, CampaignDraft draft, SenderAccount sender)
    {
        await using var harness = new CampaignHarness { Sender = sender };
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await harness.CreateAsync(draft);

        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, id);
        var finding = Assert.Single(report.Findings, finding => finding.Code == code);
        Assert.Equal(LaunchSeverity.Error, finding.Severity);
        Assert.NotEmpty(finding.Fix);
        var refusal = await Assert.ThrowsAsync<CampaignNotReadyException>(() => harness.Campaigns.StartAsync(id));
        Assert.Contains(refusal.Findings, refused => refused.Code == code);

        await harness.Campaigns.StartAsync(Organisation.DefaultId, id, new StartOptions { IgnoreErrors = true });
        Assert.Equal(CampaignStatus.Active, (await harness.Campaigns.GetAsync(Organisation.DefaultId, id))!.Status);
    }

    [Fact]
    public async Task Check_WarnsOfContactsWhoGetNothingAndOfLimits()
    {
        await using var harness = new CampaignHarness();
        harness.Sender = harness.Sender with { DailyCap = 1 };
        await harness.AddContactsAsync([new ContactDraft { Email = "broken@@x" }, .. Enumerable.Range(0, 80).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })]);
        await harness.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = "c1@x.example", Reason = SuppressionReason.Manual, At = harness.Time.GetUtcNow(), Source = "test" }]);

        var report = await harness.Campaigns.CheckAsync(
            Organisation.DefaultId, await harness.CreateAsync(Good with { Pacing = new SendPacing { Delay = TimeSpan.FromHours(20) } }));

        Assert.True(report.CanStart);
        string[] expected = ["contacts_suppressed", "addresses_invalid", "capacity_days", "capacity_pacing", "no_one_click_unsubscribe"];
        Assert.Empty(expected.Except(report.Findings.Select(static finding => finding.Code)));
        Assert.Equal(report.Findings.OrderByDescending(static finding => finding.Severity), report.Findings);
    }

    [Fact]
    public async Task Check_AsksTheHostsOwnChecks()
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Configure = static builder => builder.Services.AddSingleton<ILaunchCheck, NoDomain>() });
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });

        var report = await harness.Campaigns.CheckAsync(Organisation.DefaultId, await harness.CreateAsync(Good));

        Assert.Equal("no_domain", report.Findings[0].Code);
    }

    private sealed class NoDomain : ILaunchCheck
    {
        public Task<IReadOnlyList<LaunchFinding>> CheckAsync(LaunchContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<LaunchFinding>>(
                [new LaunchFinding { Severity = LaunchSeverity.Error, Code = "no_domain", Message = context.Senders[0].Address, Fix = "Publish SPF." }]);
    }
}
