using System.Globalization;

namespace Outreach.Simulation;

/// <summary>Sums over seeds.</summary>
internal sealed class Totals
{
    private TimeSpan _virtualTime;
    private long _seeds;
    private long _kills;
    private long _accepted;
    private long _inDoubt;
    private long _events;
    private ulong _hash;

    public int Failed { get; private set; }

    public void Add(SimulationResult result)
    {
        _seeds++;
        _virtualTime += result.VirtualTime;
        _kills += result.Kills;
        _accepted += result.Accepted;
        _inDoubt += result.InDoubt;
        _events += result.Events;
        _hash = (_hash * 31) + result.Hash;
        Failed += result.Violations.Count > 0 ? 1 : 0;
    }

    public string ToString(TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_seeds} seeds, {Failed} with violations; {_virtualTime.TotalHours:N0} virtual hours, {_kills} kills, {_accepted} messages accepted, "
        + $"{_inDoubt} in doubt, {_events} events, hash {_hash:x16}, {elapsed.TotalSeconds:N1} s");
}
