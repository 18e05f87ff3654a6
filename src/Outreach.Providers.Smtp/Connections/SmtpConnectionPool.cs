namespace Outreach.Providers.Smtp;

/// <summary>
/// The connections to one server: at most so many at once, the one used last first, a queue in order of arrival for those who wait. A slot is
/// the right to have one connection; it passes from job to job.
/// </summary>
internal sealed class SmtpConnectionPool : IAsyncDisposable
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(1);

    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<SmtpConnection> _idle = [];
    private readonly HashSet<SmtpWire> _watched = [];
    private readonly Queue<SmtpJob> _waiting = [];
    private readonly ConnectionBudget? _budget;
    private readonly ITimer? _timer;
    private int _slots;
    private bool _disposed;

    /// <param name="options">The server.</param>
    /// <param name="time">The clock of the time limits.</param>
    /// <param name="budget">What all servers share, whose owner calls <see cref="Tick"/>; <see langword="null"/> if this is the only one.</param>
    public SmtpConnectionPool(SmtpOptions options, TimeProvider time, ConnectionBudget? budget = null)
    {
        _options = options;
        _time = time;
        _budget = budget;
        if (budget is null)
        {
            var tick = TickOf(options);
            _timer = time.CreateTimer(static pool => ((SmtpConnectionPool)pool!).Tick(), this, tick, tick);
        }
    }

    /// <summary>Gets whether there is no connection, and nobody who wants one.</summary>
    public bool IsUnused
    {
        get
        {
            lock (_lock)
            {
                return _slots == 0 && _watched.Count == 0 && !HasWaiting();
            }
        }
    }

    /// <summary>Gets whether there is a connection, in use or not.</summary>
    public bool HasConnections
    {
        get
        {
            lock (_lock)
            {
                return _watched.Count > 0;
            }
        }
    }

    /// <summary>Gets since when the connection is idle that has been for the longest time, or <see langword="null"/> if none is.</summary>
    public long? OldestIdle
    {
        get
        {
            lock (_lock)
            {
                return _idle.Count == 0 ? null : _idle[0].IdleSince;
            }
        }
    }

    /// <summary>How often time limits must be looked at.</summary>
    public static TimeSpan TickOf(SmtpOptions options)
    {
        var tick = ShortestTimeout(options) / 4;
        return tick < LongestTick ? tick : LongestTick;
    }

    /// <summary>Waits until there may be one more connection. <see cref="Drop"/> and <see cref="NotOpened"/> end what it allows.</summary>
    public ValueTask AdmitAsync(CancellationToken cancellationToken) =>
        _budget is null ? ValueTask.CompletedTask : _budget.AcquireAsync(cancellationToken);

    /// <summary>The connection that <see cref="AdmitAsync"/> allowed did not come about.</summary>
    public void NotOpened() => _budget?.Release();

    /// <summary>Closes the connection that has been idle for the longest time.</summary>
    public void CloseIdle()
    {
        SmtpConnection? oldest = null;
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                oldest = _idle[0];
                _idle.RemoveAt(0);
            }
        }

        if (oldest is not null)
        {
            _ = QuitAndReleaseAsync(oldest);
        }
    }

    /// <summary>Gets a connection, or <see langword="null"/> for the right to open one. Waits if there are too many.</summary>
    public ValueTask<SmtpConnection?> RentAsync(SmtpJob job)
    {
        while (true)
        {
            SmtpConnection? idle;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(SmtpProvider));
                if (_idle.Count == 0)
                {
                    if (_slots < _options.MaxConnections)
                    {
                        _slots++;
                        return ValueTask.FromResult<SmtpConnection?>(null);
                    }

                    var wait = job.Wait();
                    _waiting.Enqueue(job);
                    return new ValueTask<SmtpConnection?>(wait);
                }

                idle = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }

            if (idle.LooksAlive())
            {
                return ValueTask.FromResult<SmtpConnection?>(idle);
            }

            Discard(idle);
        }
    }

    /// <summary>Watches the time limits of a connection from now on.</summary>
    public void Watch(SmtpWire wire)
    {
        lock (_lock)
        {
            _watched.Add(wire);
        }
    }

    /// <summary>Closes a connection at once and stops watching it.</summary>
    public void Drop(SmtpWire wire)
    {
        Forget(wire);
        wire.Abort();
        wire.Dispose();
    }

    /// <summary>Takes a waiting job out of the queue; it stays the caller's to wake.</summary>
    public SmtpJob? TakeWaiting()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var job))
            {
                if (job.IsWaiting)
                {
                    return job;
                }
            }

            return null;
        }
    }

    /// <summary>Gives a connection back after a message; it goes to whoever waits, is kept, or is closed.</summary>
    public void Return(SmtpConnection connection)
    {
        if (!connection.IsUsable)
        {
            Discard(connection);
            return;
        }

        if (connection.Ahead is { } ahead)
        {
            // The envelope of a job that was cancelled meanwhile is on the wire, so nobody else can use the connection.
            if (!ahead.TryWake(connection))
            {
                connection.TakeAhead();
                Discard(connection);
            }

            return;
        }

        if (connection.IsWornOut)
        {
            _ = QuitAndReleaseAsync(connection);
            return;
        }

        while (TakeWaiting() is { } job)
        {
            if (job.TryWake(connection))
            {
                return;
            }
        }

        lock (_lock)
        {
            if (!_disposed && !HasWaiting())
            {
                _idle.Add(connection);
                connection = null!;
            }
        }

        if (connection is null)
        {
            // Whoever began to wait before this connection was idle has not found it.
            if (_budget is { IsShort: true })
            {
                CloseIdle();
            }
        }
        else if (_disposed)
        {
            Discard(connection);
        }
        else
        {
            Return(connection);
        }
    }

    /// <summary>Drops a connection and gives its slot on.</summary>
    public void Discard(SmtpConnection connection)
    {
        var ahead = connection.TakeAhead();
        Drop(connection.Wire);
        if (ahead?.TryWake(connection: null) != true)
        {
            ReleaseSlot();
        }
    }

    /// <summary>Gives the slot of a connection that is gone to whoever waits.</summary>
    public void ReleaseSlot()
    {
        while (true)
        {
            SmtpJob? job;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out job))
                {
                    _slots--;
                    return;
                }
            }

            if (job.TryWake(connection: null))
            {
                return;
            }
        }
    }

    /// <summary>Closes all that is idle and refuses what waits; connections in use end with their messages.</summary>
    public async ValueTask DisposeAsync()
    {
        SmtpConnection[] idle;
        SmtpJob[] waiting;
        lock (_lock)
        {
            _disposed = true;
            idle = [.. _idle];
            waiting = [.. _waiting];
            _idle.Clear();
            _waiting.Clear();
        }

        foreach (var job in waiting)
        {
            job.TryFail(new ObjectDisposedException(nameof(SmtpProvider)));
        }

        await Task.WhenAll(idle.Select(QuitAndReleaseAsync)).ConfigureAwait(false);
        StopTimerIfUnused();
    }

    private static TimeSpan ShortestTimeout(SmtpOptions options)
    {
        var t = options.Timeouts;
        TimeSpan[] all = [t.Handshake, t.Greeting, t.Command, t.Recipient, t.DataStart, t.DataBlock, t.DataEnd, options.IdleTimeout];
        return all.Min();
    }

    private bool HasWaiting() => _waiting.TryPeek(out _);

    private void Forget(SmtpWire wire)
    {
        bool found;
        lock (_lock)
        {
            found = _watched.Remove(wire);
        }

        if (found)
        {
            _budget?.Release();
        }
    }

    private async Task QuitAndReleaseAsync(SmtpConnection connection)
    {
        await connection.QuitAsync().ConfigureAwait(false);
        Forget(connection.Wire);
        ReleaseSlot();
    }

    /// <summary>Connections that are in use when the provider is disposed still have their time limits.</summary>
    private void StopTimerIfUnused()
    {
        lock (_lock)
        {
            if (_disposed && _watched.Count == 0)
            {
                _timer?.Dispose();
            }
        }
    }

    /// <summary>Ends operations that take too long, and connections that nobody uses.</summary>
    public void Tick()
    {
        List<SmtpConnection>? old = null;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            foreach (var wire in _watched)
            {
                wire.CheckDeadline(now);
            }

            for (var i = _idle.Count - 1; i >= 0; i--)
            {
                if (_time.GetElapsedTime(_idle[i].IdleSince, now) >= _options.IdleTimeout)
                {
                    (old ??= []).Add(_idle[i]);
                    _idle.RemoveAt(i);
                }
            }
        }

        foreach (var connection in old ?? [])
        {
            _ = QuitAndReleaseAsync(connection);
        }

        StopTimerIfUnused();
    }
}
