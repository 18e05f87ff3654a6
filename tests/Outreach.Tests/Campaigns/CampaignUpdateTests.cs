using Outreach.Testing;

namespace Outreach.Tests.Campaigns;

public sealed class CampaignUpdateTests : IAsyncDisposable
{
    private static readonly CampaignDraft Draft = new()
    {
        Name = "Spring",
        Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" })],
    };

    private readonly CampaignHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Draft_CanBeChangedInEverything()
    {
        var id = await _harness.CreateAsync(Draft);

        var changed = await _harness.Campaigns.UpdateAsync(id, campaign => campaign with
        {
            Name = "Summer",
            Stream = MessageStream.Transactional,
            Audience = new TargetAudience { Limit = 7 },
            Schedule = new SendingSchedule { TimeZone = "Europe/Berlin" },
            Pacing = new SendPacing { Delay = TimeSpan.FromSeconds(30) },
            LeadCreation = new LeadCreationSettings { Trigger = LeadTrigger.OnReply },
            ReplyTo = "team@example.com",
        });

        Assert.Equal(changed, await _harness.Campaigns.GetAsync(Organisation.DefaultId, id));
        Assert.Equal(("Summer", 7, "Europe/Berlin", 1), (changed.Name, changed.Audience.Limit, changed.Schedule.TimeZone, changed.Revision));
    }

    [Fact]
    public async Task Update_FollowsTheRulesOfCreation()
    {
        var id = await _harness.CreateAsync(Draft);

        await Assert.ThrowsAsync<ArgumentException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Name = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { SenderAccountIds = [Guid.NewGuid()] }));
        await Assert.ThrowsAsync<ArgumentException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Schedule = campaign.Schedule with { TimeZone = "Mars/Olympus" } }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.UpdateAsync(Guid.NewGuid(), campaign => campaign));
    }

    [Fact]
    public async Task Update_CantChangeStatusSequenceOrTimes()
    {
        var id = await _harness.CreateAsync(Draft);

        foreach (var change in new Func<Campaign, Campaign>[]
        {
            campaign => campaign with { Status = CampaignStatus.Active },
            campaign => campaign with { SequenceVersionId = Guid.NewGuid() },
            campaign => campaign with { CreatedAt = campaign.CreatedAt.AddDays(1) },
            campaign => campaign with { OrganisationId = Guid.NewGuid() },
            campaign => campaign with { Revision = 9 },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _harness.Campaigns.UpdateAsync(id, change));
        }
    }

    [Fact]
    public async Task Started_KeepsItsAudienceAndSenders_ButNotItsSchedule()
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "a@x.example" });
        var id = await _harness.StartAsync(Draft with { Steps = [Draft.Steps[0] with { Delay = StepDelay.Days(3) }] });

        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Audience = new TargetAudience { Limit = 1 } }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { SenderAccountIds = [] }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Stream = MessageStream.Transactional }));
        await _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Schedule = new SendingSchedule { Days = DaysOfWeek.Sunday } });
        await _harness.RunToEndAsync(id);

        Assert.Equal(DayOfWeek.Sunday, Assert.Single(_harness.Provider.Taken).At.DayOfWeek);
    }

    [Fact]
    public async Task Completed_CanOnlyBeRenamed_AndDeleted()
    {
        var id = await _harness.StartAsync(Draft);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.DeleteAsync(Organisation.DefaultId, id));
        await _harness.Campaigns.StopAsync(id);

        await _harness.Campaigns.UpdateAsync(id, campaign => campaign with { Name = "Old" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => _harness.Campaigns.UpdateAsync(id, campaign => campaign with { ReplyTo = "a@x.example" }));

        Assert.Equal(["Old"], (await _harness.Campaigns.ListAsync(Organisation.DefaultId, CampaignStatus.Completed)).Select(campaign => campaign.Name));
        await _harness.Campaigns.DeleteAsync(Organisation.DefaultId, id);
        Assert.Empty(await _harness.Campaigns.ListAsync(Organisation.DefaultId));
    }
}
