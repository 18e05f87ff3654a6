using Outreach.Testing;

namespace Outreach.Tests.Inbound;

public sealed class ProviderEventTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Events_TenTimesInRandomOrder_CountOnce()
    {
        var id = await StartAsync();
        var events = new[] { DeliveryEventType.Deferred, DeliveryEventType.Delivered, DeliveryEventType.Opened, DeliveryEventType.Complained }
            .Select((type, number) => Event($"e{number}", type)).ToList();
        var reports = Enumerable.Repeat(events, 10).SelectMany(static one => one).ToArray();
        new Random(7).Shuffle(reports);

        var applied = 0;
        foreach (var report in reports)
        {
            applied += await Events.HandleAsync(CampaignHarness.ProviderName, [report], TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, applied);
        Assert.NotNull(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
        Assert.Equal(CampaignStatus.Completed, (await _harness.RunToEndAsync(id)).Status);
        Assert.Single(_harness.Provider.Taken);
    }

    [Fact]
    public async Task Delivery_OfTheLatestMessage_MakesItsParticipantDelivered_UntilTheNext()
    {
        var id = await StartAsync(Step("three", StepDelay.Days(2)));
        var first = Event("e1", DeliveryEventType.Delivered);

        await Events.HandleAsync(CampaignHarness.ProviderName, [first], TestContext.Current.CancellationToken);
        var delivered = (await _harness.ExplainAsync(id, "anna@x.example")).Participant.Status;
        await _harness.RunForAsync(TimeSpan.FromDays(2.5), TestContext.Current.CancellationToken);
        var sent = (await _harness.ExplainAsync(id, "anna@x.example")).Participant.Status;
        await Events.HandleAsync(CampaignHarness.ProviderName, [first with { Key = "e2" }], TestContext.Current.CancellationToken);

        Assert.Equal((ParticipantStatus.Delivered, ParticipantStatus.Sent), (delivered, sent));
        Assert.Equal(ParticipantStatus.Sent, (await _harness.ExplainAsync(id, "anna@x.example")).Participant.Status);
    }

    [Theory]
    [InlineData("gmail", "gmail")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public async Task Event_IsStoredWithTheMailboxProvider(string? name, string? stored)
    {
        var id = await StartAsync();

        await Events.HandleAsync(CampaignHarness.ProviderName, [Event("e1", DeliveryEventType.Delivered) with { MailboxProvider = name }], TestContext.Current.CancellationToken);

        var happened = await _harness.Get<IDeliveryEventStore>().ReadAsync(Organisation.DefaultId, id, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(stored, happened.MailboxProvider);
    }

    [Fact]
    public async Task Event_WithAnEndlessNameOfTheMailboxProvider_CountsAllTheSame()
    {
        await StartAsync();
        var happened = Event("e1", DeliveryEventType.Complained) with { MailboxProvider = new string('x', 5_000) };

        Assert.Equal(1, await Events.HandleAsync(CampaignHarness.ProviderName, [happened], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Event_OfAnotherProvider_ChangesNothing()
    {
        await StartAsync();

        Assert.Equal(0, await Events.HandleAsync("other", [Event("e1", DeliveryEventType.Complained)], TestContext.Current.CancellationToken));
        Assert.Null(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
    }

    [Fact]
    public async Task Event_OfAnUnknownSend_ChangesNothing()
    {
        await StartAsync();
        ProviderEvent[] events = [Event("e1", DeliveryEventType.Complained) with { Attempt = null }, Event("e2", DeliveryEventType.Complained) with { Attempt = new AttemptId(Guid.Empty, 1) }];

        Assert.Equal(0, await Events.HandleAsync(CampaignHarness.ProviderName, events, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Event_OfARecipient_CountsForWhoeverHasTheAddress_OnTheProvidersChannel()
    {
        await StartAsync();
        var happened = Event("e1", DeliveryEventType.Unsubscribed) with { Attempt = null, OrganisationId = Organisation.DefaultId, Recipient = "Anna@x.example" };

        Assert.Equal(0, await Events.HandleAsync("no provider", [happened], TestContext.Current.CancellationToken));
        Assert.Equal(1, await Events.HandleAsync(CampaignHarness.ProviderName, [happened], TestContext.Current.CancellationToken));
        Assert.Equal(0, await Events.HandleAsync(CampaignHarness.ProviderName, [happened], TestContext.Current.CancellationToken));
        Assert.NotNull(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
    }

    [Fact]
    public async Task Event_OfARecipient_IsNotAboutTheSendThatItNames()
    {
        await StartAsync();
        var happened = Event("e1", DeliveryEventType.Unsubscribed) with { OrganisationId = Organisation.DefaultId, Recipient = "eve@x.example" };

        await Events.HandleAsync(CampaignHarness.ProviderName, [happened], TestContext.Current.CancellationToken);

        Assert.Null(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
        Assert.NotNull(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "eve@x.example"));
    }

    private IProviderEventHandler Events => _harness.Get<IProviderEventHandler>();

    private ProviderEvent Event(string key, DeliveryEventType type) => new()
    {
        Key = key,
        Type = type,
        At = _harness.Time.GetUtcNow(),
        Attempt = _harness.Provider.Taken.First().Attempt,
    };

    private async Task<Guid> StartAsync(params SequenceStep[] further)
    {
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Events", Steps = [Step("one", default), Step("two", StepDelay.Days(2)), .. further] });
        await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return id;
    }

    private static SequenceStep Step(string name, StepDelay delay) =>
        SequenceStep.Create(new MessageTemplate { Subject = name, Text = "Hi {{ unsubscribe_url }}" }, delay, name);
}
