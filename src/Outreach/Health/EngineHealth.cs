using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

/// <summary>What the health checks know of the engine in this process. Safe for concurrent use.</summary>
internal sealed class EngineHealth([FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock)
{
    private const long Never = long.MinValue;

    private long _movedAt = Never;
    private LedgerWriter? _writer;

    /// <summary>Gets whether results can't be recorded at the moment.</summary>
    public bool IsStalled => Volatile.Read(ref _writer)?.IsStalled == true;

    /// <summary>Gets for how long the loop has not moved, or <see langword="null"/> if no engine runs in this process.</summary>
    public TimeSpan? StandsStillFor => Volatile.Read(ref _movedAt) is var moved and not Never ? leaseClock.GetElapsedTime(moved) : null;

    /// <summary>Notes that the engine's loop has taken a turn.</summary>
    public void Moved() => Volatile.Write(ref _movedAt, leaseClock.GetTimestamp());

    public void Uses(LedgerWriter? writer) => Volatile.Write(ref _writer, writer);
}
