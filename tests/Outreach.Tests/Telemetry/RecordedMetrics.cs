using System.Diagnostics.Metrics;

namespace Outreach.Tests.Telemetry;

/// <summary>Makes the meters of one host, and keeps what they tell.</summary>
internal sealed class RecordedMetrics : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly Lock _lock = new();
    private readonly List<(string Name, string? Tag, double Value)> _values = [];

    public RecordedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>Asks the gauges.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    /// <summary>Gets the values of an instrument in the order in which they came, each with its one tag (<c>name=value</c>).</summary>
    public IReadOnlyList<(string? Tag, double Value)> Of(string name)
    {
        lock (_lock)
        {
            return [.. _values.Where(value => value.Name == name).Select(value => (value.Tag, value.Value))];
        }
    }

    /// <summary>Gets the sums of a counter by its tag.</summary>
    public Dictionary<string, double> SumsOf(string name) =>
        Of(name).GroupBy(value => value.Tag ?? "").ToDictionary(group => group.Key, group => group.Sum(value => value.Value), StringComparer.Ordinal);

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var tag = tags.IsEmpty ? null : $"{tags[0].Key}={tags[0].Value}";
        Assert.InRange(tags.Length, 0, 1);
        lock (_lock)
        {
            _values.Add((instrument.Name, tag, value));
        }
    }
}
