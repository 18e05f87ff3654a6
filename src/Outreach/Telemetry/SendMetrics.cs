using System.Diagnostics.Metrics;

namespace Outreach;

/// <summary>The instruments of the send path; docs/reference/telemetry.md has a row for each. They cost nothing while nobody listens.</summary>
internal sealed class SendMetrics : IDisposable
{
    public const string MeterName = "Outreach";

    private readonly Meter? _own;
    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _doubtsOpened;
    private readonly Counter<long> _doubtsResolved;
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _batch;

    public SendMetrics(IMeterFactory? factory = null)
        : this(factory?.Create(new MeterOptions(MeterName)), MeterName)
    {
    }

    private SendMetrics(Meter? hosted, string name)
    {
        // Hosts bring a factory; a bare service collection has none.
        var meter = hosted ?? (_own = new Meter(name));
        _outcomes = meter.CreateCounter<long>("outreach.participants.processed", "{participant}", "Due participants by what was done with them.");
        _doubtsOpened = meter.CreateCounter<long>("outreach.doubts.opened", "{message}", "Sends that became in doubt.");
        _doubtsResolved = meter.CreateCounter<long>("outreach.doubts.resolved", "{message}", "Sends in doubt by how the doubt was resolved or repeated.");
        _lateness = meter.CreateHistogram<double>("outreach.participants.lateness", "s", "How long after their time participants are looked at.");
        _commit = meter.CreateHistogram<double>("outreach.ledger.commit.duration", "s", "How long a transaction of the ledger takes.");
        _batch = meter.CreateHistogram<int>("outreach.ledger.commit.size", "{entry}", "How many entries a transaction of the ledger has.");
    }

    /// <summary>Makes the instruments of a forecast, of a meter of their own: its messages are not the host's.</summary>
    public static SendMetrics OfForecast() => new(null, MeterName + ".Forecast");

    public void Processed(SendProgressKind kind) => _outcomes.Add(1, new KeyValuePair<string, object?>("outreach.outcome", Name(kind)));

    public void DoubtsOpened(int count) => _doubtsOpened.Add(count);

    public void DoubtResolved(string resolution) =>
        _doubtsResolved.Add(1, new KeyValuePair<string, object?>("outreach.resolution", resolution));

    public void Late(TimeSpan by) => _lateness.Record(Math.Max(0, by.TotalSeconds));

    public void Committed(TimeSpan duration, int entries)
    {
        _commit.Record(duration.TotalSeconds);
        _batch.Record(entries);
    }

    public void Dispose() => _own?.Dispose();

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
}
