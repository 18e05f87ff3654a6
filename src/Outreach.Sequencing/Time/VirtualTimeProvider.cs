namespace Outreach.Sequencing;

/// <summary>
/// A clock that stands still until it is moved. While it moves, timers fire on the moving thread, in the order of their due times (those of
/// the same time in the order in which they were set), and each sees the clock at its own due time. Safe for concurrent use; one thread
/// moves the clock at a time. Its local zone is UTC.
/// </summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _moving = new();
    private readonly Lock _state = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.ByDueTime);
    private long _elapsed;
    private long _wallOffset;
    private long _order;

    /// <summary>Makes a clock.</summary>
    /// <param name="start">The time that it shows first.</param>
    public VirtualTimeProvider(DateTimeOffset start) => _wallOffset = start.UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets the number of timers that are set.</summary>
    public int TimerCount
    {
        get
        {
            lock (_state)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Gets when the next timer fires, or <see langword="null"/> if none is set.</summary>
    public DateTimeOffset? NextTimerAt
    {
        get
        {
            lock (_state)
            {
                return _timers.Min is { } timer ? Wall(timer.Due) : null;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_state)
        {
            return Wall(_elapsed);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_state)
        {
            return _elapsed;
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="delta">How much, zero or more. Zero fires the timers that are due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is negative, or the clock would pass the year 9999.</exception>
    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        lock (_moving)
        {
            Move(GetTimestamp() + delta.Ticks);
        }
    }

    /// <summary>Lets time pass until the clock shows a given time. A time that is past already changes nothing.</summary>
    /// <param name="time">The time.</param>
    public void AdvanceTo(DateTimeOffset time)
    {
        lock (_moving)
        {
            long target;
            lock (_state)
            {
                target = time.UtcTicks - _wallOffset;
            }

            if (target >= GetTimestamp())
            {
                Move(target);
            }
        }
    }

    /// <summary>Lets time pass until the next timer, which fires, with all others of the same time.</summary>
    /// <returns><see langword="false"/> if no timer is set.</returns>
    public bool AdvanceToNextTimer()
    {
        lock (_moving)
        {
            long target;
            lock (_state)
            {
                if (_timers.Min is not { } timer)
                {
                    return false;
                }

                target = Math.Max(timer.Due, _elapsed);
            }

            Move(target);
            return true;
        }
    }

    /// <summary>
    /// Sets what the clock shows, forwards or backwards, without time passing: what a correction by NTP or a person does. Timers and
    /// timestamps measure elapsed time and do not notice.
    /// </summary>
    /// <param name="time">The time to show.</param>
    public void SetUtcNow(DateTimeOffset time)
    {
        lock (_moving)
        {
            lock (_state)
            {
                _wallOffset = time.UtcTicks - _elapsed;
            }
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_state)
        {
            _timers.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime >= TimeSpan.Zero)
            {
                timer.Due = _elapsed + dueTime.Ticks;
                timer.Order = _order++;
                _timers.Add(timer);
            }
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_state)
        {
            _timers.Remove(timer);
        }
    }

    private DateTimeOffset Wall(long elapsed) => new(_wallOffset + elapsed, TimeSpan.Zero);

    private void Move(long target)
    {
        lock (_state)
        {
            // Checked before anything fires, so that a failed call changes nothing.
            _ = Wall(target);
        }

        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        lock (_state)
        {
            // A callback may have moved the clock further.
            _elapsed = Math.Max(_elapsed, target);
        }
    }

    private VirtualTimer? TakeDue(long target)
    {
        lock (_state)
        {
            if (_timers.Min is not { } timer || timer.Due > target)
            {
                return null;
            }

            _timers.Remove(timer);
            _elapsed = Math.Max(_elapsed, timer.Due);
            if (timer.Period > 0)
            {
                timer.Due += timer.Period;
                timer.Order = _order++;
                _timers.Add(timer);
            }

            return timer;
        }
    }
}
