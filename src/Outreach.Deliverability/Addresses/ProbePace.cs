namespace Outreach.Deliverability;

/// <summary>Keeps a pause between connections to one host, and few open at a time.</summary>
internal sealed class ProbePace(SmtpProbeOptions options, TimeProvider timeProvider) : IDisposable
{
    private const int MaxHosts = 10_000;

    private readonly SemaphoreSlim _connections = new(options.Connections);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the turn of a host; the result gives the place free again.</summary>
    public async Task<IDisposable> WaitAsync(string host, CancellationToken cancellationToken)
    {
        var wait = Reserve(host) - timeProvider.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        await _connections.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Place(_connections);
    }

    public void Dispose() => _connections.Dispose();

    private DateTimeOffset Reserve(string host)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (_next.Count >= MaxHosts)
            {
                foreach (var past in _next.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
                {
                    _next.Remove(past);
                }
            }

            var start = _next.TryGetValue(host, out var free) && free > now ? free : now;
            _next[host] = start + options.PauseByHost;
            return start;
        }
    }

    private sealed class Place(SemaphoreSlim connections) : IDisposable
    {
        public void Dispose() => connections.Release();
    }
}
