namespace Outreach.Testing;

/// <summary>A clock that stands still until it is moved. Safe for concurrent use.</summary>
/// <param name="start">The first time that it shows.</param>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves the clock.</summary>
    /// <param name="by">How far; may be negative, as a real clock is set back sometimes.</param>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
