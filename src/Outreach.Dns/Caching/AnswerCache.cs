using System.Collections.Concurrent;

namespace Outreach.Dns.Caching;

/// <summary>Answers until they expire; a bounded number. What is asked for twice at the same time is asked once.</summary>
internal sealed class AnswerCache(DnsResolverOptions options, TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<CacheKey, Entry> _entries = new();
    private readonly ConcurrentDictionary<CacheKey, Lazy<Task<DnsAnswer>>> _open = new();

    public int Count => _entries.Count;

    /// <summary>Gives the kept answer, or asks. A caller that stops waiting leaves the question to the others.</summary>
    public ValueTask<DnsAnswer> GetAsync(CacheKey key, Func<CacheKey, Task<DnsAnswer>> ask, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            if (timeProvider.GetUtcNow() < entry.ExpiresAt)
            {
                return ValueTask.FromResult(entry.Answer);
            }

            _entries.TryRemove(new KeyValuePair<CacheKey, Entry>(key, entry));
        }

        var question = _open.GetOrAdd(key, static (key, state) => new Lazy<Task<DnsAnswer>>(() => state.Cache.AskAsync(key, state.Ask)), (Cache: this, Ask: ask));
        return new ValueTask<DnsAnswer>(question.Value.WaitAsync(cancellationToken));
    }

    private async Task<DnsAnswer> AskAsync(CacheKey key, Func<CacheKey, Task<DnsAnswer>> ask)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var answer = await ask(key).ConfigureAwait(false);
            Keep(key, answer);
            return answer;
        }
        finally
        {
            _open.TryRemove(key, out _);
        }
    }

    private void Keep(CacheKey key, DnsAnswer answer)
    {
        var most = answer.Status switch
        {
            DnsStatus.Success => options.MaxTimeToLive,
            DnsStatus.NoData or DnsStatus.NameNotFound => options.MaxNegativeTimeToLive,
            _ => options.FailureTimeToLive,
        };
        var lifetime = answer.TimeToLive < most ? answer.TimeToLive : most;
        if (lifetime <= TimeSpan.Zero || options.CacheCapacity == 0)
        {
            return;
        }

        if (_entries.Count >= options.CacheCapacity)
        {
            MakeRoom();
        }

        _entries[key] = new Entry(answer, timeProvider.GetUtcNow() + lifetime);
    }

    // An eighth goes at a time, so that a full cache is not searched for each answer: first what is old, then what soon will be.
    private void MakeRoom()
    {
        var soonest = _entries.ToArray();
        Array.Sort(soonest, static (left, right) => left.Value.ExpiresAt.CompareTo(right.Value.ExpiresAt));
        foreach (var entry in soonest.AsSpan(0, Math.Min(soonest.Length, (options.CacheCapacity / 8) + 1)))
        {
            _entries.TryRemove(entry);
        }
    }

    private sealed record Entry(DnsAnswer Answer, DateTimeOffset ExpiresAt);
}
