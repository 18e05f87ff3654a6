using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Testing;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Telemetry;

/// <summary>Hosts and autoscalers read these names, units and values.</summary>
public sealed class MetricsTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture;
    private readonly RecordedMetrics _metrics = new();

    public MetricsTests()
    {
        _fixture = new EngineFixture(services =>
        {
            services.AddSingleton<IMeterFactory>(_metrics);
            services.AddSingleton<ISendGate>(new OnceLater(EngineFixture.Start.AddHours(2)));
            services.AddKeyedSingleton<IEvidenceSource>("primary", new Shown());
            services.AddOutreach().AddEventHandler<Nobody>([EventTypes.MessageSent]);
        });
        _ = _fixture.Get<OutreachMetrics>();
    }

    public ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public void Instruments_AreThoseOfTheReference()
    {
        var documented = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "telemetry.md"))
            .Where(line => line.StartsWith("| `outreach.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[2], cells[3].Trim('`')));

        var actual = _metrics.Instruments.Select(instrument => (instrument.Name, KindOf(instrument), instrument.Unit!));

        Assert.Equal(documented.Order(), actual.Order());
        Assert.All(_metrics.Instruments, instrument => Assert.EndsWith(".", instrument.Description, StringComparison.Ordinal));
        Assert.All(_metrics.Instruments, instrument => Assert.Equal("Outreach", instrument.Meter.Name));
    }

    [Fact]
    public async Task Campaign_IsCountedByWhatBecameOfEachParticipant()
    {
        var retries = 1;
        _fixture.Provider.Answer = mail => mail.EnvelopeRecipient[..mail.EnvelopeRecipient.IndexOf('@', StringComparison.Ordinal)] switch
        {
            "retried" when retries-- > 0 => FakeAnswer.Refuse(FailureKind.Transient),
            "failed" => FakeAnswer.Refuse(FailureKind.Permanent),
            "lost" => FakeAnswer.Lost,
            _ => FakeAnswer.Accept,
        };
        await _fixture.AddContactsAsync("sent@a.example", "retried@a.example", "failed@a.example", "lost@a.example", "stopped@a.example", "later@a.example");
        await _fixture.StartCampaignAsync(
            null,
            SequenceStep.Create(EngineFixture.Template("Hello", "Hi! {{ unsubscribe_url }}")),
            SequenceStep.Create(EngineFixture.Template("Hello", "Hi! {{ unsubscribe_url }}"), StepDelay.Days(1)) with
            {
                Conditions = new StepConditions { Contact = [new ContactCondition { Field = "company_name", Op = ContactOperator.NotEmpty }] },
            });
        await _fixture.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = "stopped@a.example", Reason = SuppressionReason.Manual, At = EngineFixture.Start }]);

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var outcomes = _metrics.SumsOf("outreach.participants.processed");
        Assert.Equal(3, outcomes["outreach.outcome=sent"]);
        Assert.Equal(1, outcomes["outreach.outcome=retried"]);
        Assert.Equal(1, outcomes["outreach.outcome=failed"]);
        Assert.Equal(1, outcomes["outreach.outcome=in_doubt"]);
        Assert.Equal(1, outcomes["outreach.outcome=stopped"]);
        Assert.Equal(4, outcomes["outreach.outcome=skipped"]);
        Assert.Equal(2, outcomes["outreach.outcome=deferred"]); // put off by the gate; the doubt that evidence resolved
        Assert.Equal(1, _metrics.SumsOf("outreach.doubts.opened")[""]);
        Assert.Equal([("outreach.resolution=accepted", 1d)], _metrics.Of("outreach.doubts.resolved"));

        var looks = _metrics.Of("outreach.participants.lateness");
        Assert.Equal(outcomes.Values.Sum(), looks.Count);
        Assert.All(looks, look => Assert.Equal(0, look.Value));
        var sizes = _metrics.Of("outreach.ledger.commit.size");
        Assert.Equal(sizes.Count, _metrics.Of("outreach.ledger.commit.duration").Count);
        Assert.Equal(18, sizes.Sum(size => size.Value)); // 6 intents, 6 results, 6 releases
    }

    [Theory]
    [InlineData(DoubtResolution.Accepted, "accepted")]
    [InlineData(DoubtResolution.NotAccepted, "not_accepted")]
    [InlineData(DoubtResolution.Resend, "resend")]
    public async Task Doubt_ThatAPersonResolves_IsCounted(DoubtResolution resolution, string name)
    {
        _fixture.Provider.Answer = static _ => FakeAnswer.Lost;
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync();
        await _fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        await _fixture.Get<IDoubtService>().ResolveAsync(Organisation.DefaultId, Assert.Single(await _fixture.SendsAsync(id)).Id, resolution, "anna");

        Assert.Equal([("outreach.resolution=" + name, 1d)], _metrics.Of("outreach.doubts.resolved"));
    }

    [Fact]
    public async Task Lateness_IsHowLongAParticipantWasDue()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync();
        _fixture.Time.AdvanceTo(EngineFixture.Start.AddMinutes(3));

        await _fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([(null, 180d)], _metrics.Of("outreach.participants.lateness"));
    }

    [Fact]
    public async Task Backlog_IsShownOnceItWasLookedAt()
    {
        await _fixture.AddContactsAsync("anna@a.example", "bert@a.example");
        await _fixture.StartCampaignAsync();
        _metrics.Observe();
        Assert.Empty(_metrics.Of("outreach.participants.due"));
        var reader = _fixture.Get<IEnumerable<IHostedService>>().OfType<BacklogReader>().Single();

        await reader.LookAsync(TestContext.Current.CancellationToken);
        _metrics.Observe();
        await _fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        await reader.LookAsync(TestContext.Current.CancellationToken);
        _metrics.Observe();

        Assert.Equal([(null, 2d), (null, 0d)], _metrics.Of("outreach.participants.due"));
        var subscriber = $"outreach.subscriber={_fixture.Get<EventSubscriptions>().All[0].Name}";
        Assert.Equal([(subscriber, 0d), (subscriber, 2d)], _metrics.Of("outreach.events.waiting"));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableGauge" => "gauge",
        var other => other,
    };

    private sealed class OnceLater(DateTimeOffset until) : ISendGate
    {
        public GateAnswer Check(GateContext context) => context.Leased.Contact.Email == "later@a.example" && context.Now < until
            ? GateAnswer.Defer(until, new DecisionReason("later"))
            : GateAnswer.Admit;
    }

    private sealed class Shown : IEvidenceSource
    {
        public TimeSpan QuietPeriod => TimeSpan.FromHours(6);

        public Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default) => Task.FromResult(Evidence.Accepted);
    }

    private sealed class Nobody : IOutreachEventHandler
    {
        public ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
