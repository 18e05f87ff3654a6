namespace Outreach.Simulation;

/// <summary>The clock as a process sees it: its timers die and hang with it.</summary>
internal sealed class NodeClock(TimeProvider clock, SimulatedNode node) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(_ => node.Bring(() => callback(state)), null, dueTime, period);
}
