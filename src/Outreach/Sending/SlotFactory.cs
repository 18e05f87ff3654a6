using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Makes the slots of a run.</summary>
internal sealed class SlotFactory(
    ISendLedger ledger,
    CampaignRuntimeCache runtimes,
    GateChain gates,
    ProviderDirectory providers,
    TokenSource tokens,
    FragmentWriter fragments,
    TrackerSource trackers,
    FactReader facts,
    DkimSignatures signatures,
    CampaignCompletion completion,
    DoubtPolicy doubts,
    ProviderCircuits circuits,
    ReputationBoard reputation,
    EngagementReader engagement,
    OutreachMetrics metrics,
    TimeProvider time,
    [FromKeyedServices(Outreach.LeaseClock.ServiceKey)] TimeProvider leaseClock,
    Microsoft.Extensions.Options.IOptions<OutreachOptions> options,
    ILogger<SendSlot> logger)
{
    public ISendLedger Ledger => ledger;

    public CampaignRuntimeCache Runtimes => runtimes;

    public GateChain Gates => gates;

    public ProviderDirectory Providers => providers;

    public TokenSource Tokens => tokens;

    public FragmentWriter Fragments => fragments;

    public TrackerSource Trackers => trackers;

    public FactReader Facts => facts;

    public DkimSignatures Signatures => signatures;

    public CampaignCompletion Completion => completion;

    public DoubtPolicy Doubts => doubts;

    public ProviderCircuits Circuits => circuits;

    public ReputationBoard Reputation => reputation;

    public EngagementReader Engagement => engagement;

    public OutreachMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public TimeProvider LeaseClock => leaseClock;

    public OutreachOptions Options => options.Value;

    public ILogger Logger => logger;

    /// <summary>Makes a slot.</summary>
    /// <param name="writer">Where it records.</param>
    /// <param name="session">The worker.</param>
    /// <param name="counters">Where it counts.</param>
    /// <param name="progress">Whom it tells.</param>
    /// <param name="onGenerationChanged">What it calls when the database turns out to be another one.</param>
    public SendSlot Create(
        ILedgerWriter writer, IWorkerSession session, RunCounters counters, IProgress<SendProgress>? progress, Action onGenerationChanged) =>
        new(this, writer, session, counters, progress, onGenerationChanged);
}
