namespace Outreach.Providers.Smtp;

/// <summary>
/// The connections to one relay: at most so many at once, the one used last first, a queue in order of arrival for those who wait. A slot is
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
    private readonly ITimer _timer;
    private int _slots;
    private bool _disposed;

    public SmtpConnectionPool(SmtpOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        var tick = ShortestTimeout(options) / 4;
        tick = tick < LongestTick ? tick : LongestTick;
        _timer = time.CreateTimer(static pool => ((SmtpConnectionPool)pool!).Tick(), this, tick, tick);
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
                return;
            }
        }

        if (_disposed)
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
        lock (_lock)
        {
            _watched.Remove(wire);
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
                _timer.Dispose();
            }
        }
    }

    /// <summary>Ends operations that take too long, and connections that nobody uses.</summary>
    private void Tick()
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
