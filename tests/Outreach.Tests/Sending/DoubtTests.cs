using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>What becomes of sends in doubt: by evidence, by policy, by a person.</summary>
public sealed class DoubtTests
{
    [Fact]
    public async Task Evidence_ThatShowsTheMessage_LetsTheSequenceGoOn()
    {
        var source = new FakeEvidence { Answer = Evidence.Accepted };
        await using var fixture = WithEvidence(source);
        var id = await StartAsync(fixture, FakeAnswer.Lost, steps: 2);
        await fixture.Engine.RunDueAsync();
        fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal([SendState.Sent, SendState.Sent], (await fixture.SendsAsync(id)).Select(send => send.State));
        Assert.Equal(2, fixture.Provider.Taken.Count);
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await fixture.ParticipantsAsync(id)).Status);
    }

    [Fact]
    public async Task Evidence_OfAbsenceAfterTheQuietPeriod_LetsTheMessageBeHandedOverAgain()
    {
        var source = new FakeEvidence { Answer = Evidence.Absent };
        await using var fixture = WithEvidence(source);
        var id = await StartAsync(fixture, FakeAnswer.Lost);
        await fixture.Engine.RunDueAsync();
        fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var mails = fixture.Provider.Taken.ToArray();
        Assert.Equal(2, mails.Length);
        Assert.Equal(mails[0].MessageId, mails[1].MessageId);
        Assert.True(mails[1].At >= EngineFixture.Start + source.QuietPeriod);
        var send = Assert.Single(await fixture.SendsAsync(id));
        Assert.Equal((SendState.Sent, (byte)2, true), (send.State, send.Attempt, send.Doubt));
    }

    [Theory]
    [InlineData(Evidence.Unknown)]
    [InlineData(null)]
    public async Task Evidence_ThatSaysNothingOrFails_HoldsTheMessage(Evidence? answer)
    {
        var source = new FakeEvidence { Answer = answer };
        await using var fixture = WithEvidence(source);
        var id = await StartAsync(fixture, FakeAnswer.Lost);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(fixture.Provider.Taken);
        Assert.True(source.Asked > 1);
        await AssertHeldAsync(fixture, id);
    }

    [Fact]
    public async Task KeyedProvider_IsAskedAgainWithinTheLifeOfTheKeyOnly_AndARefusalLeavesTheDoubt()
    {
        await using var fixture = new EngineFixture(services => services.AddKeyedSingleton<IMessageProvider>("keyed", (provider, _) => new FakeKeyedProvider(provider)));
        fixture.Sender = fixture.Sender with { ProviderName = "keyed" };
        var id = await StartAsync(fixture, FakeAnswer.Lost);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var times = fixture.Provider.Taken.Select(mail => mail.At).ToArray();
        Assert.InRange(times.Length, 2, 61);
        Assert.True(times[^1] < EngineFixture.Start + FakeKeyedProvider.Life);
        await AssertHeldAsync(fixture, id);
    }

    [Fact]
    public async Task KeyedProvider_ThatRefusesTheSecondAttempt_LeavesTheSendInDoubt()
    {
        await using var fixture = new EngineFixture(services => services.AddKeyedSingleton<IMessageProvider>("keyed", (provider, _) => new FakeKeyedProvider(provider)));
        fixture.Sender = fixture.Sender with { ProviderName = "keyed" };
        var id = await StartAsync(fixture, FakeAnswer.Lost);
        await fixture.Engine.RunDueAsync();
        fixture.Provider.Answer = static _ => FakeAnswer.Refuse(FailureKind.Permanent);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        await AssertHeldAsync(fixture, id);
    }

    [Theory]
    [InlineData(MessageStream.Transactional, 2)]
    [InlineData(MessageStream.Marketing, 1)]
    public async Task ResendTransactionalAfter_RepeatsTransactionalMailOnce(MessageStream stream, int copies)
    {
        await using var fixture = new EngineFixture(services => services.Configure<OutreachOptions>(options => options.ResendTransactionalAfter = TimeSpan.FromHours(5)));
        var id = await StartAsync(fixture, FakeAnswer.Lost, stream: stream);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(copies, fixture.Provider.Taken.Count);
        Assert.Single(fixture.Provider.Taken.Select(mail => mail.MessageId).Distinct());
        await AssertHeldAsync(fixture, id);
    }

    [Fact]
    public async Task Person_ReadsTheDoubts_AndSaysThatTheMessageArrived()
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, FakeAnswer.Lost, steps: 2);
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));
        var doubts = fixture.Get<IDoubtService>();
        var send = Assert.Single(await ReadAsync(doubts.ReadAsync(Organisation.DefaultId)));
        fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        Assert.Equal(DoubtResolutionOutcome.Applied, await doubts.ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Accepted, "anna"));
        Assert.Equal(DoubtResolutionOutcome.NotInDoubt, await doubts.ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Accepted, "anna"));
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Empty(await ReadAsync(doubts.ReadAsync(Organisation.DefaultId, id)));
        Assert.Equal([SendState.Sent, SendState.Sent], (await fixture.SendsAsync(id)).Select(one => one.State));
    }

    [Theory]
    [InlineData(DoubtResolution.NotAccepted)]
    [InlineData(DoubtResolution.Resend)]
    public async Task Person_LetsTheMessageBeHandedOverAgain(DoubtResolution resolution)
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, FakeAnswer.Lost);
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));
        var send = Assert.Single(await fixture.SendsAsync(id));
        fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        Assert.Equal(DoubtResolutionOutcome.Applied, await fixture.Get<IDoubtService>().ResolveAsync(Organisation.DefaultId, send.Id, resolution, "anna"));
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(2));

        Assert.Equal(2, fixture.Provider.Taken.Count);
        send = Assert.Single(await fixture.SendsAsync(id));
        Assert.Equal((SendState.Sent, true), (send.State, send.Doubt));
    }

    [Fact]
    public async Task Person_CantResolveWhatIsNotThereOrOver()
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, FakeAnswer.Lost);
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));
        var send = Assert.Single(await fixture.SendsAsync(id));
        var doubts = fixture.Get<IDoubtService>();

        Assert.Equal(DoubtResolutionOutcome.NotFound, await doubts.ResolveAsync(Guid.NewGuid(), send.Id, DoubtResolution.Resend, "anna"));
        Assert.Equal(DoubtResolutionOutcome.NotFound, await doubts.ResolveAsync(Organisation.DefaultId, Guid.NewGuid(), DoubtResolution.Resend, "anna"));
        Assert.Equal(DoubtResolutionOutcome.Ended, await doubts.ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Resend, "anna"));
        await Assert.ThrowsAsync<ArgumentException>(() => doubts.ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Resend, " "));
    }

    private static EngineFixture WithEvidence(FakeEvidence source) => new(services => services.AddKeyedSingleton<IEvidenceSource>("primary", source));

    private static async Task<Guid> StartAsync(EngineFixture fixture, FakeAnswer answer, int steps = 1, MessageStream stream = MessageStream.Marketing)
    {
        fixture.Provider.Answer = _ => answer;
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        var id = await fixture.Campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Test",
            Stream = stream,
            Steps = [.. Enumerable.Range(0, steps).Select(i => SequenceStep.Create(EngineFixture.Template("Hello", "Hi! {{ unsubscribe_url }}"), StepDelay.Days(i)))],
            Schedule = SendingSchedule.Always,
        });
        await fixture.Campaigns.StartAsync(id);
        return id;
    }

    private static async Task AssertHeldAsync(EngineFixture fixture, Guid id)
    {
        var send = Assert.Single(await fixture.SendsAsync(id));
        Assert.Equal((SendState.InDoubt, true), (send.State, send.Doubt));
        var participant = Assert.Single(await fixture.ParticipantsAsync(id));
        Assert.Equal((ParticipantStatus.Stopped, ReasonCodes.InDoubt), (participant.Status, participant.Reason.Code));
        Assert.Single(await ReadAsync(fixture.Get<IDoubtService>().ReadAsync(Organisation.DefaultId)));
    }

    private static async Task<List<SendRecord>> ReadAsync(IAsyncEnumerable<SendRecord> sends)
    {
        var all = new List<SendRecord>();
        await foreach (var send in sends)
        {
            all.Add(send);
        }

        return all;
    }

    private sealed class FakeEvidence : IEvidenceSource
    {
        /// <summary>Gets the answer; <see langword="null"/> fails.</summary>
        public Evidence? Answer { get; init; }

        public int Asked { get; private set; }

        public TimeSpan QuietPeriod => TimeSpan.FromHours(6);

        public Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default)
        {
            Asked++;
            return Task.FromResult(Answer ?? throw new HttpRequestException("The records can't be read."));
        }
    }

    private sealed class FakeKeyedProvider(IServiceProvider services) : IKeyedProvider
    {
        public static readonly TimeSpan Life = TimeSpan.FromHours(1);

        private readonly IMessageProvider _inner = services.GetRequiredKeyedService<IMessageProvider>("primary");

        public Channel Channel => _inner.Channel;

        public TimeSpan KeyLifetime => Life;

        public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default) =>
            _inner.SendAsync(message, attempt, cancellationToken);
    }
}
