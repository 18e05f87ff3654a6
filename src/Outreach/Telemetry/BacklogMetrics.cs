using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>
/// Tells how much waits: participants that are due, and events that are to be delivered. Looked at every 15 seconds, and only while somebody
/// reads the instruments.
/// </summary>
internal sealed class BacklogMetrics : BackgroundService
{
    /// <summary>Where counting stops: an autoscaler need not know more.</summary>
    private const int MostDue = 1_000_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly Meter? _own;
    private readonly ObservableGauge<long> _due;
    private readonly ObservableGauge<long> _events;
    private readonly IParticipantStore _participants;
    private readonly IEventOutbox _outbox;
    private readonly EventSubscriptions _subscriptions;
    private readonly TimeProvider _time;
    private readonly TimeProvider _realTime;
    private readonly ILogger _logger;
    private long _lastDue;
    private Measurement<long>[] _lastEvents = [];

    public BacklogMetrics(
        IParticipantStore participants,
        IEventOutbox outbox,
        EventSubscriptions subscriptions,
        TimeProvider time,
        [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider realTime,
        ILogger<BacklogMetrics> logger,
        IMeterFactory? factory = null)
    {
        (_participants, _outbox, _subscriptions, _time, _realTime, _logger) = (participants, outbox, subscriptions, time, realTime, logger);
        var meter = factory is null ? _own = new Meter("Outreach") : factory.Create(new MeterOptions("Outreach"));
        _due = meter.CreateObservableGauge(
            "outreach.participants.due", () => Volatile.Read(ref _lastDue), "{participant}", "Participants that are due and that nobody has leased.");
        _events = meter.CreateObservableGauge(
            "outreach.events.waiting", () => Volatile.Read(ref _lastEvents), "{event}", "Events that wait to be delivered, by subscriber.");
    }

    public override void Dispose()
    {
        _own?.Dispose();
        base.Dispose();
    }

    /// <summary>Looks at the store now.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastDue, await _participants.CountDueAsync(_time.GetUtcNow(), MostDue, cancellationToken).ConfigureAwait(false));
        var events = new Measurement<long>[_subscriptions.All.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var name = _subscriptions.All[i].Name;
            events[i] = new(
                await _outbox.CountAsync(name, cancellationToken).ConfigureAwait(false), new KeyValuePair<string, object?>("outreach.subscriber", name));
        }

        Volatile.Write(ref _lastEvents, events);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (_due.Enabled || _events.Enabled)
                {
                    await TryLookAsync(stoppingToken).ConfigureAwait(false);
                }

                await Task.Delay(Every, _realTime, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private async Task TryLookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.BacklogUnknown(_logger, failure);
        }
    }
}
