namespace Outreach.Providers.Smtp;

/// <summary>
/// The mail exchangers that messages are on their way to, or that have connections or a failure worth remembering. Safe for concurrent use.
/// </summary>
internal sealed class MailHosts : IAsyncDisposable
{
    private readonly Dictionary<MailHostKey, MailHost> _hosts = [];
    private readonly Lock _lock = new();
    private readonly Func<MailHostKey, ConnectionBudget, MailHost> _create;
    private readonly ConnectionBudget _budget;
    private readonly ITimer _timer;
    private bool _disposed;

    public MailHosts(SmtpOptions options, TimeProvider time, Func<MailHostKey, ConnectionBudget, MailHost> create)
    {
        _create = create;
        _budget = new ConnectionBudget(options.MaxConnections, CloseIdle);
        var tick = SmtpConnectionPool.TickOf(options);
        _timer = time.CreateTimer(static hosts => ((MailHosts)hosts!).Tick(), this, tick, tick);
    }

    /// <summary>Gets how many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _hosts.Count;
            }
        }
    }

    /// <summary>Finds a host for a message; <see cref="Leave"/> ends its use.</summary>
    public MailHost Enter(MailHostKey key)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SmtpProvider));
            if (!_hosts.TryGetValue(key, out var host))
            {
                host = _create(key, _budget);
                _hosts.Add(key, host);
            }

            host.Users++;
            return host;
        }
    }

    public void Leave(MailHost host)
    {
        lock (_lock)
        {
            host.Users--;
        }
    }

    public async ValueTask DisposeAsync()
    {
        MailHost[] all;
        lock (_lock)
        {
            _disposed = true;
            all = [.. _hosts.Values];
        }

        await Task.WhenAll(all.Select(static host => host.Destination.DisposeAsync().AsTask())).ConfigureAwait(false);
        Tick();
    }

    private void CloseIdle()
    {
        SmtpConnectionPool? oldest = null;
        lock (_lock)
        {
            long? since = null;
            foreach (var host in _hosts.Values)
            {
                if (host.Destination.Connections.OldestIdle is { } idle && !(idle >= since))
                {
                    (oldest, since) = (host.Destination.Connections, idle);
                }
            }
        }

        oldest?.CloseIdle();
    }

    /// <summary>Ends what takes too long, and forgets hosts that nobody needs.</summary>
    private void Tick()
    {
        lock (_lock)
        {
            foreach (var host in _hosts.Values)
            {
                host.Destination.Connections.Tick();
                if (host.Users == 0 && host.Destination.Connections.IsUnused && host.FindBackOff() is null)
                {
                    _hosts.Remove(host.Key);
                }
            }

            // Connections that are in use when the provider is disposed still have their time limits.
            if (_disposed && _hosts.Values.All(static host => host.Destination.Connections.IsUnused))
            {
                _timer.Dispose();
            }
        }
    }
}
