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

    [Fact]
    public async Task MessageReceived_ThatAnswersOurs_StopsItsCampaignAlone()
    {
        var id = await StartAsync(Step("two"));
        var other = await _harness.StartAsync(new CampaignDraft { Name = "Other", Steps = [Step("a") with { Delay = default }, Step("b")] });
        await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        var answered = _harness.Provider.Taken.First();

        var result = await Events.HandleAsync(new ExternalEvent
        {
            Key = "crm/1",
            Type = DeliveryEventType.Replied,
            InReplyTo = answered.MessageId,
            Address = "somebody-else@x.example",
        });

        Assert.Single(result.ChangedParticipantIds);
        Assert.Equal(1, (await _harness.Campaigns.GetStatsAsync(id)).Replied);
        Assert.Equal(0, (await _harness.Campaigns.GetStatsAsync(other)).Replied);
    }

    [Fact]
    public async Task MessageReceived_ThatAnswersNoMessageOfOurs_IsFoundByItsAuthor()
    {
        await StartAsync(Step("two"));

        var result = await Events.HandleAsync(new ExternalEvent
        {
            Key = "crm/2",
            Type = DeliveryEventType.Replied,
            InReplyTo = "<foreign@y.example>",
            Address = "anna@x.example",
        });

        Assert.Single(result.ChangedParticipantIds);
    }

    [Fact]
    public async Task MessageReceived_OnTelegram_StopsTheSequence()
    {
        await StartAsync(Step("two"));

        var result = await Events.HandleAsync(new ExternalEvent
        {
            Key = "tg/1",
            Type = DeliveryEventType.Replied,
            Channel = Channel.Telegram,
            Address = "@Anna_X",
        });

        Assert.Single(result.ChangedParticipantIds);
    }

    [Fact]
    public async Task MessageReceived_FromAMachine_StopsNothing()
    {
        await StartAsync(Step("two"));

        var result = await Events.HandleAsync(new ExternalEvent { Key = "ooo", Type = DeliveryEventType.AutoReplied, Address = "anna@x.example" });

        Assert.Single(result.ParticipantIds);
        Assert.Empty(result.ChangedParticipantIds);
    }

    [Fact]
    public async Task Unsubscribe_OnTelegram_SuppressesTheAddressThereAlone()
    {
        await StartAsync(Step("two"));

        var result = await Events.HandleAsync(new ExternalEvent
        {
            Key = "tg/2",
            Type = DeliveryEventType.Unsubscribed,
            Channel = Channel.Telegram,
            Address = "anna_x",
        });

        Assert.Empty(result.ChangedParticipantIds);
        Assert.Null(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna@x.example"));
        Assert.NotNull(await _harness.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, AddressKey.FromTelegram("anna_x")));
    }

    [Theory]
    [InlineData(DeliveryEventType.Delivered, false, SendState.InDoubt)]
    [InlineData(DeliveryEventType.Delivered, true, SendState.Sent)]
    [InlineData(DeliveryEventType.AutoReplied, false, SendState.InDoubt)]
    [InlineData(DeliveryEventType.AutoReplied, true, SendState.Sent)]
    public async Task SignOfLife_ResolvesADoubt_OnlyIfItNamesTheMessage(DeliveryEventType type, bool namesIt, SendState expected)
    {
        _harness.Provider.Answer = static _ => FakeAnswer.Lost;
        var id = await StartAsync(Step("two"));
        var doubt = Assert.Single(await _harness.Get<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, id, SendState.InDoubt).ToListAsync());

        await Events.HandleAsync(new ExternalEvent { Key = "d", Type = type, Address = "anna@x.example", InReplyTo = namesIt ? doubt.MessageId : null });

        Assert.Equal(expected, (await _harness.Get<ISendLedger>().FindSendAsync(doubt.Id))!.State);
    }

    [Fact]
    public async Task MessageReceived_FromAnErasedPerson_IsKeptWithoutWhatItSays()
    {
        var id = await StartAsync(Step("two"));
        var messageId = _harness.Provider.Taken.First().MessageId;
        var contact = (await _harness.Get<IContactStore>().FindByEmailAsync(Organisation.DefaultId, "anna@x.example"))!;
        await _harness.Get<IPersonalDataService>().EraseAsync(Organisation.DefaultId, contact.Id);

        await Events.HandleAsync(new ExternalEvent { Key = "late", Type = DeliveryEventType.Replied, InReplyTo = messageId, Detail = "It's me, Anna!" });

        var kept = Assert.Single(await _harness.Get<IDeliveryEventStore>().ReadAsync(Organisation.DefaultId, id).ToListAsync());
        Assert.Null(kept.Detail);
    }

    [Fact]
    public async Task MessageReceived_FromAStranger_IsNotKept()
    {
        var id = await StartAsync(Step("two"));
        var received = new ExternalEvent { Key = "s", Type = DeliveryEventType.Replied, Address = "stranger@y.example" };

        Assert.False((await Events.HandleAsync(received)).IsDuplicate);
        Assert.False((await Events.HandleAsync(received)).IsDuplicate);

        Assert.Empty(await _harness.Get<IDeliveryEventStore>().ReadAsync(Organisation.DefaultId, id).ToListAsync());
    }

    [Theory]
    [InlineData("", "a@x.example", "Key")]
    [InlineData("k", "", "Address")]
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
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example", TelegramId = "anna_x" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Events", Steps = [Step("one") with { Delay = default }, second] });
        await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        return id;
    }

    private static SequenceStep Step(string name) =>
        SequenceStep.Create(new MessageTemplate { Subject = name, Text = "Hi {{ unsubscribe_url }}" }, StepDelay.Days(2), name);
}
