namespace Outreach.Sequencing;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>, whose lock guards its fields.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
    private volatile bool _disposed;

    internal static IComparer<VirtualTimer> ByDueTime { get; } = Comparer<VirtualTimer>.Create(static (left, right) =>
    {
        var byTime = left.Due.CompareTo(right.Due);
        return byTime != 0 ? byTime : left.Order.CompareTo(right.Order);
    });

    /// <summary>Gets or sets when it fires, in ticks since the clock was made.</summary>
    internal long Due { get; set; }

    /// <summary>Gets or sets the number that orders timers of the same time.</summary>
    internal long Order { get; set; }

    /// <summary>Gets or sets the ticks between firings, or 0 to fire once.</summary>
    internal long Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (_disposed)
        {
            return false;
        }

        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    private static void Check(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest, name);
        }
    }
}
