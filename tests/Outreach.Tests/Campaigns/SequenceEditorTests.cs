using Outreach.Testing;

namespace Outreach.Tests.Campaigns;

public sealed class SequenceEditorTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData(InFlightPlan.Keep, "one,two,three", "one,two,three")]
    [InlineData(InFlightPlan.Move, "one,extra,two,three", "one,extra,two,three")]
    [InlineData(InFlightPlan.Skip, "one,three", "one,three")]
    public async Task Apply_WhileItRuns_FollowsThePlan(InFlightPlan plan, string expectedOfEarly, string expectedOfTrace)
    {
        var (id, steps) = await StartAsync();

        var result = await Editor.ApplyAsync(Organisation.DefaultId, id, [steps[0], Step("extra"), steps[1], steps[2]], plan);
        await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(plan == InFlightPlan.Keep ? (0, 2) : (2, 0), ((int)result.Moved, (int)result.Kept));
        Assert.Equal(expectedOfEarly, string.Join(',', Subjects("early@x.example")));
        Assert.Equal(expectedOfTrace, string.Join(',', Subjects("other@x.example")));
    }

    [Fact]
    public async Task Apply_WithoutTheNextStep_GoesOnWithTheOneAfterIt()
    {
        var (id, steps) = await StartAsync();

        await Editor.ApplyAsync(Organisation.DefaultId, id, [steps[0], steps[2]], InFlightPlan.Move);
        await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["one", "three"], Subjects("early@x.example"));
    }

    [Fact]
    public async Task Apply_WithNothingLeft_CompletesTheCampaign()
    {
        var (id, steps) = await StartAsync();

        var result = await Editor.ApplyAsync(Organisation.DefaultId, id, [steps[0]], InFlightPlan.Move);

        Assert.Equal(2, result.Moved);
        Assert.Equal(CampaignStatus.Completed, (await _harness.Campaigns.GetAsync(Organisation.DefaultId, id))!.Status);
    }

    [Fact]
    public async Task Apply_BetweenLeaseAndIntent_KeepsTheOldMessageFromGoingOut()
    {
        var (id, steps) = await StartAsync();
        var edited = false;
        _harness.Provider.BeforeIntent = async _ =>
        {
            if (!edited)
            {
                edited = true;
                await Editor.ApplyAsync(Organisation.DefaultId, id, [steps[0], Step("instead"), steps[2]], InFlightPlan.Move);
            }
        };

        await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(edited);
        Assert.Equal(["one", "instead", "three"], Subjects("early@x.example"));
        Assert.Equal(["one", "instead", "three"], Subjects("other@x.example"));
    }

    [Fact]
    public async Task Preview_ShowsTheEffectAndChangesNothing()
    {
        var (id, steps) = await StartAsync();
        await _harness.UnsubscribeAsync("other@x.example");

        var preview = await Editor.PreviewAsync(Organisation.DefaultId, id, [steps[0], Step("extra"), steps[1]], InFlightPlan.Move);

        Assert.Equal(1, preview.Finished);
        var group = Assert.Single(preview.Groups);
        Assert.Equal((1, 1, "two", 1, "extra", 1L), (group.FromVersion, group.FromStep, group.FromName, group.ToStep!.Value, group.ToName, group.Count));
        Assert.Equal(_harness.Time.GetUtcNow().AddDays(2), group.EarliestDueAt);
        Assert.Single(await _harness.Get<ICampaignStore>().ListSequencesAsync(Organisation.DefaultId, id));
        await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["one", "two", "three"], Subjects("early@x.example"));
    }

    [Fact]
    public async Task Resume_AfterAnInterruption_MovesTheRest()
    {
        var (id, steps) = await StartAsync();
        var campaign = (await _harness.Campaigns.GetAsync(Organisation.DefaultId, id))!;
        var version = new SequenceVersion
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            CampaignId = id,
            Number = 2,
            Plan = InFlightPlan.Move,
            Steps = [steps[0], steps[2]],
        };
        await _harness.Get<ICampaignStore>().AddSequenceAsync(campaign with { SequenceVersionId = version.Id }, version);

        Assert.Equal(2, (await Editor.ResumeAsync(Organisation.DefaultId, id)).Moved);
        Assert.Equal(0, (await Editor.ResumeAsync(Organisation.DefaultId, id)).Moved);
    }

    [Fact]
    public async Task Apply_OfABrokenTemplate_ChangesNothing()
    {
        var (id, steps) = await StartAsync();

        await Assert.ThrowsAsync<CampaignNotReadyException>(
            () => Editor.ApplyAsync(Organisation.DefaultId, id, [steps[0], SequenceStep.Create(new MessageTemplate { Text = "{{ broken" })], InFlightPlan.Move));

        Assert.Single(await _harness.Get<ICampaignStore>().ListSequencesAsync(Organisation.DefaultId, id));
    }

    private ISequenceEditor Editor => _harness.Get<ISequenceEditor>();

    private async Task<(Guid Id, IReadOnlyList<SequenceStep> Steps)> StartAsync()
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "early@x.example" }, new ContactDraft { Email = "other@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Edited", Steps = [Step("one"), Step("two"), Step("three")] });
        await _harness.RunForAsync(TimeSpan.FromHours(50), TestContext.Current.CancellationToken);
        return (id, (await _harness.Get<ICampaignStore>().ListSequencesAsync(Organisation.DefaultId, id))[0].Steps);
    }

    private static SequenceStep Step(string name) =>
        SequenceStep.Create(new MessageTemplate { Subject = name, Text = "Hi {{ unsubscribe_url }}" }, StepDelay.Days(2), name);

    private List<string> Subjects(string address) =>
        [.. _harness.MessagesTo(address).Select(static email => Mime.MimeParser.Parse(email.Content).Subject ?? "")];
}
