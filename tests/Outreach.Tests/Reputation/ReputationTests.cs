using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Reputation;

/// <summary>Warm-ups, pauses and routing in the engine.</summary>
public sealed class ReputationTests : IAsyncDisposable
{
    private const string Pool = "pool";
    private const string Address = "192.0.2.1";
    private readonly Dictionary<string, RecordingProvider> _providers = [];
    private readonly List<OutreachEvent> _events = [];
    private readonly CampaignHarness _harness;

    public ReputationTests()
    {
        _harness = new CampaignHarness(new CampaignHarnessOptions
        {
            Start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero),
            Configure = builder =>
            {
                builder.AddReputation(options => options.MinimumMessages = 120);
                builder.Services.AddSingleton(_events);
                builder.AddEventHandler<Told>([EventTypes.SendingPaused, EventTypes.SendingResumed]);
                foreach (var name in (string[])["smtp1", "smtp2", "smtp3"])
                {
                    builder.Services.AddKeyedSingleton<IMessageProvider>(name, (services, _) => _providers[name] = new RecordingProvider(services.GetRequiredService<TimeProvider>()));
                }
            },
        });
        _harness.Sender = SenderAccount.Create("Ada", "ada@sender.example", Pool);
    }

    private ISendingIpService Ips => _harness.Get<ISendingIpService>();

    private RecordingProvider First => (RecordingProvider)_harness.Get<IServiceProvider>().GetRequiredKeyedService<IMessageProvider>("smtp1");

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task WarmUp_AllowsSoManyADay_AndNoLimitAfterItsPlan()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(2, 50), new(3, 100)] });
        await AddContactsAsync(400);
        await StartAsync();

        await _harness.RunForAsync(TimeSpan.FromDays(5));

        Assert.Equal([50, 50, 100, 200], ByDay());
    }

    [Fact]
    public async Task WarmUp_LetsTheEngagedGoFirst()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(10, 10)] });
        await AddContactsAsync(30);
        await OpenAsync(Enumerable.Range(16, 14).Append(3));
        await StartAsync();

        await _harness.RunForAsync(TimeSpan.FromDays(3));

        var recipients = First.Taken.Select(email => int.Parse(email.EnvelopeRecipient[1..email.EnvelopeRecipient.IndexOf('@', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(30, recipients.Count);
        Assert.All(recipients.Take(15), recipient => Assert.True(recipient is 3 or >= 16, $"{recipient} went before the engaged"));
        Assert.Equal([10, 10, 10], ByDay());
    }

    [Fact]
    public async Task WarmUp_OfTheEngagedOnly_LetsTheOthersWaitForItsEnd()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(3, 10)] }, engagedOnly: true);
        await AddContactsAsync(5);
        await OpenAsync([2]);
        await StartAsync();

        await _harness.RunForAsync(TimeSpan.FromDays(5));

        Assert.Equal([1, 4], ByDay());
        Assert.All(First.Taken.Skip(1), email => Assert.Equal(new DateTime(2026, 3, 5), email.At.UtcDateTime.Date));
    }

    [Fact]
    public async Task WarmUp_WithTooManyBounces_PausesAndRepeatsTheDay()
    {
        await AddIpAsync(WarmUpPlan.Standard);
        await AddContactsAsync(400);
        var id = await StartAsync();
        await _harness.RunForAsync(TimeSpan.FromDays(2.5));
        Assert.Equal([50, 50, 100], ByDay());

        // Day 3: 100 messages, of which 1 bounces, then 3, then 4. The two days before count as far as they are within 24 hours.
        foreach (var email in First.Taken.TakeLast(7).ToList())
        {
            await _harness.BounceAsync(email.EnvelopeRecipient);
        }

        var status = Assert.Single(await Ips.GetWarmUpsAsync(Organisation.DefaultId));
        Assert.Equal((3, 100, 100), (status.Day, status.Volume, (int)status.Used));
        Assert.StartsWith("bounces: ", status.Pause?.Reason, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), status.Pause?.Until);
        await _harness.Get<IEventDispatcher>().DispatchDueAsync();
        Assert.Equal(Address, SendingPauseEventData.Read(Assert.Single(_events, told => SendingPauseEventData.Read(told).Scope == ReputationScope.Ip)).Key);

        await _harness.RunForAsync(TimeSpan.FromDays(1));

        // Day 4 of the calendar is day 3 of the plan once more.
        status = Assert.Single(await Ips.GetWarmUpsAsync(Organisation.DefaultId));
        Assert.Equal((3, 100), (status.Day, status.Volume));
        Assert.Null(status.Pause);
        Assert.Equal([50, 50, 100, 100], ByDay());
        Assert.NotEqual(CampaignStatus.Completed, (await _harness.Campaigns.GetAsync(Organisation.DefaultId, id))!.Status);
    }

    [Fact]
    public async Task WarmUp_WithFewMessages_IsNotPausedByOneBounce()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(5, 19)] });
        await AddContactsAsync(19);
        await StartAsync();
        await _harness.RunForAsync(TimeSpan.FromHours(2));

        await _harness.BounceAsync("c0@example.com");

        Assert.Null(Assert.Single(await Ips.GetWarmUpsAsync(Organisation.DefaultId)).Pause);
    }

    [Fact]
    public async Task WarmUp_PausedByAPerson_GoesOnWhenResumed()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(9, 10)] });
        await AddContactsAsync(20);
        Assert.True(await Ips.PauseAsync(Organisation.DefaultId, ReputationScope.Ip, Address, _harness.Time.GetUtcNow().AddDays(1), "by Ada"));
        var id = await StartAsync();
        await _harness.RunForAsync(TimeSpan.FromHours(2));
        Assert.Empty(First.Taken);
        Assert.Equal(ReasonCodes.SendingPaused, (await _harness.ExplainAsync(id, "c0@example.com")).Participant.Reason.Code);

        Assert.True(await Ips.ResumeAsync(Organisation.DefaultId, ReputationScope.Ip, Address));
        await _harness.RunForAsync(TimeSpan.FromDays(2));

        Assert.Equal(10, First.Taken.Count(email => email.At.UtcDateTime.Day == 3));
    }

    [Fact]
    public async Task Sender_WithTooManyComplaints_IsPausedUntilTheNextDay()
    {
        _harness.Sender = SenderAccount.Create("Ada", "ada@sender.example", CampaignHarness.ProviderName);
        await AddContactsAsync(150);
        await _harness.StartAsync(Draft());
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = "x", Type = DeliveryEventType.Complained, Address = "c1@example.com" });
        await AddContactsAsync(10, "later");
        await _harness.StartAsync(Draft());
        await _harness.RunForAsync(TimeSpan.FromHours(20));
        Assert.Equal(150, _harness.Provider.Taken.Count);
        await _harness.Get<IEventDispatcher>().DispatchDueAsync();
        Assert.Equal([ReputationScope.Sender, ReputationScope.Domain], _events.Select(told => SendingPauseEventData.Read(told).Scope).Order());

        await _harness.RunForAsync(TimeSpan.FromHours(4));

        Assert.Contains(_harness.Provider.Taken, email => email.EnvelopeRecipient == "later0@example.com");
    }

    [Fact]
    public async Task WarmUp_WithMoreThanOneComplaintInAThousand_PausesItsAddress_WithReasonAndEvent()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(9, 1_000)] });
        await AddContactsAsync(1_100);
        await StartAsync();
        await _harness.RunForAsync(TimeSpan.FromHours(20));
        Assert.Equal(1_000, First.Taken.Count);

        // One of a thousand is at the limit, two are over it.
        await ComplainAsync(First.Taken.First().EnvelopeRecipient);
        Assert.Null(Assert.Single(await Ips.GetWarmUpsAsync(Organisation.DefaultId)).Pause);
        await ComplainAsync(First.Taken.Last().EnvelopeRecipient);

        var pause = Assert.Single(await Ips.GetWarmUpsAsync(Organisation.DefaultId)).Pause;
        Assert.Equal("complaints: 2 of 1000 messages within 24 hours (0.2 %), more than 0.1 %", pause?.Reason);
        await _harness.Get<IEventDispatcher>().DispatchDueAsync();
        var told = SendingPauseEventData.Read(Assert.Single(_events));
        Assert.Equal((ReputationScope.Ip, Address, pause!.Reason, pause.Until), (told.Scope, told.Key, told.Reason, told.Until));

        // The sender account and its domain have the milder limit of 0.3 %.
        await _harness.RunForAsync(TimeSpan.FromHours(3));
        Assert.Equal(1_000, First.Taken.Count);
    }

    /// <summary>What was accepted counts as delivered until it comes back, so that providers without such webhooks have scores; the webhook adds nothing.</summary>
    [Fact]
    public async Task Score_OfWhatWasAccepted_IsNotChangedByADeliveredWebhook()
    {
        await Ips.SaveAsync(NewIp(Address, "smtp1"), "test");
        await AddContactsAsync(60);
        await StartAsync();
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        var before = Assert.Single(await Ips.GetScoresAsync(Organisation.DefaultId));
        Assert.Equal(new DeliveryTally(60, 60, 0, 0), before.Tally);

        await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = "d", Type = DeliveryEventType.Delivered, Address = "c1@example.com" });
        Assert.Equal(before, Assert.Single(await Ips.GetScoresAsync(Organisation.DefaultId)));
        await _harness.BounceAsync("c1@example.com");

        Assert.Equal(new DeliveryTally(60, 59, 1, 0), Assert.Single(await Ips.GetScoresAsync(Organisation.DefaultId)).Tally);
    }

    [Fact]
    public async Task Pool_SpreadsOverItsAddresses_AndLeavesTheOneThatIsRefused()
    {
        foreach (var i in (int[])[1, 2, 3])
        {
            await Ips.SaveAsync(NewIp($"192.0.2.{i}", $"smtp{i}") with { Stream = i == 3 ? MessageStream.Transactional : MessageStream.Marketing }, "test");
        }

        First.Answer = static _ => FakeAnswer.Refuse(FailureKind.RejectedRecipient);
        await AddContactsAsync(119);
        await StartAsync();

        await _harness.RunForAsync(TimeSpan.FromHours(1));

        // Fifty refusals are evidence enough.
        Assert.Equal(69, _providers["smtp2"].Taken.Count);
        Assert.False(_providers.TryGetValue("smtp3", out var third) && third.Taken.Count > 0);
        Assert.Contains(await Ips.GetScoresAsync(Organisation.DefaultId), score => score is { Address: Address, MailboxProvider: "other", Tally: { Sent: 50, Bounced: 50 } });
    }

    [Fact]
    public async Task Pool_GivesFollowUpsWhatTheirProviderSaidBefore()
    {
        await Ips.SaveAsync(NewIp(Address, "smtp1"), "test");
        var previous = new List<bool>();
        First.Answer = email =>
        {
            previous.Add(email.PreviousReply is not null);
            return FakeAnswer.Accept;
        };
        await AddContactsAsync(1);
        var draft = Draft();
        await _harness.StartAsync(draft with { Steps = [draft.Steps[0], draft.Steps[0] with { Id = Guid.CreateVersion7(), Delay = StepDelay.Days(1) }] });

        await _harness.RunForAsync(TimeSpan.FromDays(3));

        Assert.Equal([false, true], previous);
    }

    [Fact]
    public async Task Pool_WithoutAddressForTheStream_KeepsTheCampaignFromStarting()
    {
        await Ips.SaveAsync(NewIp(Address, "smtp1") with { Stream = MessageStream.Transactional }, "test");
        await AddContactsAsync(1);

        var error = await Assert.ThrowsAsync<CampaignNotReadyException>(StartAsync);

        Assert.Contains(error.Findings, finding => finding.Code == "pool_stream");
    }

    [Fact]
    public async Task Changes_OfAnAddress_AreKept()
    {
        await AddIpAsync(WarmUpPlan.Standard);
        await Ips.SaveAsync(NewIp(Address, "smtp1"), "warm-up ended by Ada");

        var changes = await Ips.ListChangesAsync(Organisation.DefaultId, Address);

        Assert.Equal(["new", "warm-up ended by Ada"], changes.Select(change => change.Note));
        Assert.Null(changes[1].Ip.WarmUp);
    }

    [Fact]
    public async Task WarmUp_HoldsOverSeveralWorkers()
    {
        await AddIpAsync(new WarmUpPlan { Stages = [new(2, 50)] });
        await AddContactsAsync(200);
        await StartAsync();
        await using var other = new SecondWorker(_harness);

        for (var day = 0; day < 2; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                await Task.WhenAll(_harness.Get<ISendEngine>().RunDueAsync(), other.Engine.RunDueAsync());
                _harness.Time.AdvanceTo(_harness.Time.GetUtcNow().AddHours(1));
            }

            Assert.Equal(50 * (day + 1), First.Taken.Count + other.Provider.Taken.Count);
        }
    }

    private async Task AddIpAsync(WarmUpPlan plan, bool engagedOnly = false) => await Ips.SaveAsync(
        NewIp(Address, "smtp1") with { WarmUp = new WarmUp { Plan = plan, StartedOn = DateOnly.FromDateTime(_harness.Time.GetUtcNow().UtcDateTime), EngagedOnly = engagedOnly } }, "new");

    private static SendingIp NewIp(string address, string provider) => new() { OrganisationId = Organisation.DefaultId, Address = address, ProviderName = provider, Pool = Pool };

    private Task<IReadOnlyList<Guid>> AddContactsAsync(int count, string prefix = "c") =>
        _harness.AddContactsAsync([.. Enumerable.Range(0, count).Select(i => new ContactDraft { Email = $"{prefix}{i}@example.com" })]);

    private Task<ExternalEventResult> ComplainAsync(string address) => _harness.Get<IExternalEventHandler>().HandleAsync(
        new ExternalEvent { Key = $"complaint/{address}", Type = DeliveryEventType.Complained, Address = address });

    private async Task OpenAsync(IEnumerable<int> contacts)
    {
        foreach (var i in contacts)
        {
            await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = $"open{i}", Type = DeliveryEventType.Opened, Address = $"c{i}@example.com" });
        }
    }

    private Task<Guid> StartAsync() => _harness.StartAsync(Draft());

    private CampaignDraft Draft() => new()
    {
        Name = "Spring",
        SenderAccountIds = [_harness.Sender.Id],
        Audience = new TargetAudience { OnlyNew = true },
        Steps = [new SequenceStep { Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Text = "Hi {{unsubscribe_url}}" } }] }],
    };

    private int[] ByDay() => [.. First.Taken.GroupBy(email => email.At.UtcDateTime.Date).OrderBy(group => group.Key).Select(group => group.Count())];

    private sealed class Told(List<OutreachEvent> events) : IOutreachEventHandler
    {
        public ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default)
        {
            events.Add(outreachEvent);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Another worker over the same store.</summary>
    private sealed class SecondWorker : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public SecondWorker(CampaignHarness harness)
        {
            Provider = new RecordingProvider(harness.Time);
            var services = new ServiceCollection();
            services.AddSingleton<TimeProvider>(harness.Time);
            services.AddSingleton(harness.Get<InMemoryDatabase>());
            services.AddKeyedSingleton<IMessageProvider>("smtp1", Provider);
            services.AddOutreach().UseInMemoryStore().AddReputation();
            _services = services.BuildServiceProvider();
        }

        public RecordingProvider Provider { get; }

        public ISendEngine Engine => _services.GetRequiredService<ISendEngine>();

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
