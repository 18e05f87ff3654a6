namespace Outreach.TestWorker;

/// <summary>A campaign's clock on which days pass in seconds; the same in every process with the same settings.</summary>
internal sealed class FastClock(WorkerSettings settings) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => settings.Start + ((System.GetUtcNow() - settings.RealStart) * settings.Speed);

    public override long GetTimestamp() => (long)(System.GetElapsedTime(0).Ticks * settings.Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(time.TotalMilliseconds / settings.Speed, int.MaxValue)));

    private sealed class FastTimer(ITimer timer, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
