using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>The engine over the in-memory store in virtual time, with a provider that records.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero); // a Monday

    private readonly ServiceProvider _services;

    public EngineFixture(Action<IServiceCollection>? configure = null)
    {
        Time = new VirtualTimeProvider(Start);
        Provider = new RecordingProvider(Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddKeyedSingleton<IMessageProvider>("primary", Provider);
        services.AddSingleton<ISendGate>(new FixtureGate(this));
        configure?.Invoke(services);
        services.AddOutreach(outreach => outreach.ConcurrentSends = 4).UseInMemoryStore();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Sender = SenderAccount.Create("Ada Sender", "ada@sender.example", "primary") with
        {
            BounceAddress = "bounces@sender.example",
            UnsubscribeAddress = "unsub@sender.example",
        };
    }

    public VirtualTimeProvider Time { get; }

    /// <summary>Gets or sets what is done when a message passes the gates.</summary>
    public Action<GateContext> Gate { get; set; } = static _ => { };

    public RecordingProvider Provider { get; }

    public SenderAccount Sender { get; set; }

    public ICampaignService Campaigns => Get<ICampaignService>();

    public ISendEngine Engine => Get<ISendEngine>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static MessageTemplate Template(string subject, string text) => new() { Subject = subject, Text = text };

    public async Task<IReadOnlyList<Guid>> AddContactsAsync(params string[] addresses)
    {
        var drafts = addresses.Select(address => new ContactDraft { Email = address, FirstName = address[..address.IndexOf('@', StringComparison.Ordinal)] });
        var matches = await Get<IContactStore>().FindOrCreateAsync(Organisation.DefaultId, [.. drafts], Time.GetUtcNow());
        return [.. matches.Select(match => match.ContactId)];
    }

    public async Task<Guid> StartCampaignAsync(SendingSchedule? schedule = null, params SequenceStep[] steps)
    {
        await Get<ISenderAccountStore>().SaveAsync(Sender);
        var id = await Campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Test",
            Steps = steps.Length > 0 ? steps : [SequenceStep.Create(Template("Hello {{ contact.first_name ?? 'you' }}", "Hi! {{ unsubscribe_url }}"))],
            Schedule = schedule ?? SendingSchedule.Always,
        });
        await Campaigns.StartAsync(id);
        return id;
    }

    /// <summary>Lets time pass from due time to due time until nothing is due any more, or the time is reached.</summary>
    public async Task RunUntilAsync(DateTimeOffset end)
    {
        while (true)
        {
            var report = await Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
            if (report.NextDueAt is not { } next || next > end)
            {
                return;
            }

            Time.AdvanceTo(next);
        }
    }

    public async Task<List<Participant>> ParticipantsAsync(Guid campaignId)
    {
        var participants = new List<Participant>();
        await foreach (var participant in Get<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaignId))
        {
            participants.Add(participant);
        }

        return participants;
    }

    public async Task<List<SendRecord>> SendsAsync(Guid campaignId)
    {
        var sends = new List<SendRecord>();
        await foreach (var send in Get<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, campaignId))
        {
            sends.Add(send);
        }

        return sends;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class FixtureGate(EngineFixture fixture) : ISendGate
    {
        public GateAnswer Check(GateContext context)
        {
            fixture.Gate(context);
            return GateAnswer.Admit;
        }
    }
}
