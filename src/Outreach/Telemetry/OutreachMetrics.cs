using System.Diagnostics.Metrics;

namespace Outreach;

/// <summary>All instruments of the meter; docs/reference/telemetry.md has a row for each. They cost nothing while nobody listens.</summary>
internal sealed class OutreachMetrics : IDisposable
{
    public const string MeterName = "Outreach";

    private readonly Meter? _own;
    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _doubtsOpened;
    private readonly Counter<long> _doubtsResolved;
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;
    private readonly ObservableGauge<long> _due;
    private readonly ObservableGauge<long> _events;
    private Measurement<long>[] _dueNow = [];
    private Measurement<long>[] _eventsNow = [];

    public OutreachMetrics(IMeterFactory? factory = null)
        : this(factory?.Create(new MeterOptions(MeterName)), MeterName)
    {
    }

    private OutreachMetrics(Meter? hosted, string name)
    {
        // Hosts bring a factory; a bare service collection has none.
        var meter = hosted ?? (_own = new Meter(name));
        _outcomes = meter.CreateCounter<long>("outreach.participants.processed", "{participant}", "Due participants by what was done with them.");
        _doubtsOpened = meter.CreateCounter<long>("outreach.doubts.opened", "{message}", "Sends that became in doubt.");
        _doubtsResolved = meter.CreateCounter<long>("outreach.doubts.resolved", "{message}", "Sends in doubt by how the doubt was resolved or repeated.");
        _lateness = meter.CreateHistogram<double>("outreach.participants.lateness", "s", "How long after their time participants are looked at.");
        _commit = meter.CreateHistogram<double>("outreach.ledger.commit.duration", "s", "How long a transaction of the ledger takes.");
        _batch = meter.CreateHistogram<int>("outreach.ledger.commit.size", "{entry}", "How many entries a transaction of the ledger has.");
        _due = meter.CreateObservableGauge(
            "outreach.participants.due", () => Volatile.Read(ref _dueNow), "{participant}", "Participants that are due and that nobody has leased.");
        _events = meter.CreateObservableGauge(
            "outreach.events.waiting", () => Volatile.Read(ref _eventsNow), "{event}", "Events that wait to be delivered, by subscriber.");
    }

    /// <summary>Gets whether somebody wants to know the backlog.</summary>
    public bool ShowsBacklog => _due.Enabled || _events.Enabled;

    /// <summary>Makes the instruments of a forecast, of a meter of their own: its messages are not the host's.</summary>
    public static OutreachMetrics OfForecast() => new(null, MeterName + ".Forecast");

    public void Processed(SendProgressKind kind) => _outcomes.Add(1, new KeyValuePair<string, object?>("outreach.outcome", Name(kind)));

    public void DoubtsOpened(int count) => _doubtsOpened.Add(count);

    public void DoubtResolved(DoubtResolution resolution) => DoubtResolved(Name(resolution));

    public void DoubtRepeated() => DoubtResolved("repeat");

    public void Late(TimeSpan by) => _lateness.Record(Math.Max(0, by.TotalSeconds));

    public void Committed(TimeSpan duration, int entries)
    {
        _commit.Record(duration.TotalSeconds);
        _batch.Record(entries);
    }

    /// <summary>Shows a backlog until the next one.</summary>
    /// <param name="due">Participants that are due.</param>
    /// <param name="events">Events that wait, by subscriber.</param>
    public void Backlog(long due, IEnumerable<KeyValuePair<string, long>> events)
    {
        Volatile.Write(ref _dueNow, [new Measurement<long>(due)]);
        Volatile.Write(
            ref _eventsNow,
            [.. events.Select(static waiting => new Measurement<long>(waiting.Value, new KeyValuePair<string, object?>("outreach.subscriber", waiting.Key)))]);
    }

    public void Dispose() => _own?.Dispose();

    private void DoubtResolved(string resolution) =>
        _doubtsResolved.Add(1, new KeyValuePair<string, object?>("outreach.resolution", resolution));

    private static string Name(SendProgressKind kind) => kind switch
    {
        SendProgressKind.Sent => "sent",
        SendProgressKind.Retried => "retried",
        SendProgressKind.Failed => "failed",
        SendProgressKind.InDoubt => "in_doubt",
        SendProgressKind.Deferred => "deferred",
        SendProgressKind.Skipped => "skipped",
        SendProgressKind.Stopped => "stopped",
        _ => "completed",
    };

    private static string Name(DoubtResolution resolution) => resolution switch
    {
        DoubtResolution.Accepted => "accepted",
        DoubtResolution.NotAccepted => "not_accepted",
        _ => "resend",
    };
}
