namespace Outreach.Sequencing.Tests;

public sealed class VirtualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly VirtualTimeProvider _clock = new(Start);

    [Fact]
    public void Clock_Untouched_StandsStill()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(_clock.GetTimestamp(), _clock.GetTimestamp());
        Assert.Equal(TimeZoneInfo.Utc, _clock.LocalTimeZone);
    }

    [Fact]
    public void Advance_ByASpan_MovesTimeAndTimestamps()
    {
        var before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(Start.AddMinutes(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void Advance_OverSeveralTimers_FiresThemInOrderEachAtItsOwnTime()
    {
        var fired = new List<(string Name, DateTimeOffset At)>();
        void Set(string name, int minutes) => _clock.CreateTimer(
            _ => fired.Add((name, _clock.GetUtcNow())), null, TimeSpan.FromMinutes(minutes), Timeout.InfiniteTimeSpan);
        Set("third", 30);
        Set("first", 10);
        Set("second", 20);
        Set("first too", 10);
        Set("later", 61);
        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(["first", "first too", "second", "third"], fired.Select(static f => f.Name));
        Assert.Equal([10, 10, 20, 30], fired.Select(static f => (int)(f.At - Start).TotalMinutes));
        Assert.Equal(Start.AddMinutes(60), _clock.GetUtcNow());
        Assert.Equal(Start.AddMinutes(61), _clock.NextTimerAt);
    }

    [Fact]
    public void Advance_OverPeriodicTimer_FiresEachPeriodUntilItIsDisposed()
    {
        var times = new List<int>();
        var timer = _clock.CreateTimer(
            _ => times.Add((int)(_clock.GetUtcNow() - Start).TotalMinutes), null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(26));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal([5, 15, 25], times);
        Assert.Equal(0, _clock.TimerCount);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Timer_SetWithinACallback_FiresInTheSameAdvance()
    {
        var fired = new List<int>();
        void Again(object? state)
        {
            fired.Add((int)(_clock.GetUtcNow() - Start).TotalMinutes);
            if (fired.Count < 4)
            {
                _clock.CreateTimer(Again, null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
            }
        }

        _clock.CreateTimer(Again, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal([0, 10, 20], fired);
        Assert.True(_clock.AdvanceToNextTimer());
        Assert.Equal([0, 10, 20, 30], fired);
        Assert.False(_clock.AdvanceToNextTimer());
    }

    [Fact]
    public async Task Delay_OnTheClock_EndsWhenTimeHasPassed()
    {
        var delay = Task.Delay(TimeSpan.FromHours(3), _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromHours(3) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        await delay;
    }

    [Fact]
    public void SetUtcNow_Backwards_ChangesTheWallButNotTimers()
    {
        var fired = 0;
        _clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        var before = _clock.GetTimestamp();
        _clock.SetUtcNow(Start.AddHours(-1));
        Assert.Equal(Start.AddHours(-1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(before));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, fired);
        Assert.Equal(Start.AddMinutes(-50), _clock.GetUtcNow());
    }

    [Fact]
    public void AdvanceTo_TimeInThePast_ChangesNothing()
    {
        _clock.AdvanceTo(Start.AddDays(-1));
        Assert.Equal(Start, _clock.GetUtcNow());
        _clock.AdvanceTo(Start.AddDays(1));
        Assert.Equal(Start.AddDays(1), _clock.GetUtcNow());
    }

    [Fact]
    public void Advance_BackwardsOrBeyondTheCalendar_ThrowsAndChangesNothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromDays(3_000_000)));
        Assert.Equal(Start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task Advance_FromSeveralThreads_LosesNoTimeAndNoTimer()
    {
        var fired = 0;
        var work = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var never = _clock.CreateTimer(static _ => Assert.Fail("Disposed before its time."), null, TimeSpan.FromDays(9), Timeout.InfiniteTimeSpan);
                _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }));
        await Task.WhenAll(work);
        Assert.Equal(2_000, fired);
        Assert.Equal(Start.AddSeconds(2_000), _clock.GetUtcNow());
        Assert.Equal(0, _clock.TimerCount);
    }
}
