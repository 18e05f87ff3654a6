using Outreach.Testing;

namespace Outreach.Tests.Inbound;

public sealed class ExternalEventTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task MessageReceived_StopsTheSequence_OnceByItsKey()
    {
        var id = await StartAsync(Step("two"));
        var received = new ExternalEvent { Key = "chat/1", Type = DeliveryEventType.Replied, Address = "Anna@X.example", Detail = "Yes!" };

        var first = await Events.HandleAsync(received);
        var second = await Events.HandleAsync(received);

        Assert.Single(first.ChangedParticipantIds);
        Assert.True(second is { IsDuplicate: true, ChangedParticipantIds.Count: 0 });
        Assert.Equal(CampaignStatus.Completed, (await _harness.RunToEndAsync(id)).Status);
        Assert.Single(_harness.Provider.Taken);
    }

    [Fact]
    public async Task MessageReceived_BeforeAStepThatWaitsForIt_MakesItDue()
    {
        var id = await StartAsync(Step("answer") with { Trigger = StepTrigger.AfterReply, Delay = StepDelay.Hours(1) });

        await _harness.ReplyAsync("anna@x.example");
        await _harness.RunForAsync(TimeSpan.FromHours(2), TestContext.Current.CancellationToken);

        Assert.Equal(2, _harness.Provider.Taken.Count);
        Assert.Equal(1, (await _harness.Campaigns.GetStatsAsync(id)).Replied + (await _harness.Campaigns.GetStatsAsync(id)).Completed);
    }

    [Theory]
    [InlineData(DeliveryEventType.Replied)]
    [InlineData(DeliveryEventType.HardBounced)]
    [InlineData(DeliveryEventType.Unsubscribed)]
    [InlineData(DeliveryEventType.Complained)]
    public async Task Event_WhileLeased_KeepsThePreparedMessageFromGoingOut(DeliveryEventType type)
    {
        var id = await StartAsync(Step("two"));
        _harness.Provider.BeforeIntent = _ => Events.HandleAsync(new ExternalEvent { Key = "race", Type = type, Address = "anna@x.example" });

        await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(_harness.Provider.Taken);
    }

    [Fact]
    public async Task Unsubscribe_OfAContact_CountsForEveryCampaignAndSuppresses()
    {
        await StartAsync(Step("two"));
        await _harness.StartAsync(new CampaignDraft { Name = "Other", Steps = [Step("other") with { Delay = StepDelay.Days(9) }] });

        var result = await Events.HandleAsync(new ExternalEvent { Key = "u", Type = DeliveryEventType.Unsubscribed, Address = "anna@x.example" });

        Assert.Equal(2, result.ChangedParticipantIds.Count);
        Assert.NotNull(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
    }

    [Fact]
    public async Task MessageReceived_FromSomebodyWhoWasNotWrittenTo_StopsNothing()
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        await _harness.StartAsync(new CampaignDraft { Name = "Later", Steps = [Step("one") with { Delay = StepDelay.Days(9) }] });

        Assert.Empty((await Events.HandleAsync(new ExternalEvent { Key = "r", Type = DeliveryEventType.Replied, Address = "anna@x.example" })).ParticipantIds);
    }

    [Theory]
    [InlineData("", "a@x.example", "Key")]
    [InlineData("k", null, "names nobody")]
    public async Task Event_ThatCantBeUsed_SaysWhatToSet(string key, string? address, string message)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => Events.HandleAsync(new ExternalEvent { Key = key, Type = DeliveryEventType.Replied, Address = address }));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private IExternalEventHandler Events => _harness.Get<IExternalEventHandler>();

    private async Task<Guid> StartAsync(SequenceStep second)
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Events", Steps = [Step("one") with { Delay = default }, second] });
        await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return id;
    }

    private static SequenceStep Step(string name) =>
        SequenceStep.Create(new MessageTemplate { Subject = name, Text = "Hi {{ unsubscribe_url }}" }, StepDelay.Days(2), name);
}
