using System.Collections.Concurrent;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>
/// Knows which domains enforce MTA-STS. Keeps policies as long as they say, fetches one again when the id in DNS changes, and goes on with what it has
/// while neither can be had (RFC 8461 §3.3, §5.1). Keeps them in memory: a new process fetches again. Safe for concurrent use.
/// </summary>
public sealed class MtaStsPolicies : IMailTransportPolicySource
{
    private const int MostDomains = 10_000;

    // RFC 8461 §3.3: a policy host that fails is not asked with every message.
    private static readonly TimeSpan FailurePause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<Task<Known>>> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly IDnsResolver _dns;
    private readonly IMtaStsPolicySource _source;
    private readonly TimeProvider _time;

    /// <summary>Makes it.</summary>
    /// <param name="dns">Says which domains have a policy.</param>
    /// <param name="source">Fetches policies.</param>
    /// <param name="timeProvider">The clock for what is kept; <see langword="null"/> for the system's.</param>
    public MtaStsPolicies(IDnsResolver dns, IMtaStsPolicySource source, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dns);
        ArgumentNullException.ThrowIfNull(source);
        _dns = dns;
        _source = source;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<IMailTransportPolicy?> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var answer = await _dns.QueryAsync("_mta-sts." + domain, DnsRecordType.Txt, cancellationToken).ConfigureAwait(false);
        var id = FindId(answer);
        _known.TryGetValue(domain, out var known);
        if (id is not null && !IsFresh(known, id))
        {
            var question = _open.GetOrAdd(domain, static (domain, state) => new Lazy<Task<Known>>(() => state.Self.FetchAsync(domain, state.Id)), (Self: this, Id: id));
            known = await question.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return known?.Policy is { Mode: MtaStsMode.Enforce } policy && known.Expires > _time.GetUtcNow() ? policy : null;
    }

    // RFC 8461 §3.1: with several records there is none.
    private static string? FindId(DnsAnswer answer)
    {
        var texts = answer.Texts.Where(static text => TagList.HasVersion(text, "STSv1")).Take(2).ToList();
        return texts.Count == 1 && TagList.Parse(texts[0])["id"] is { Length: > 0 and <= 32 } id ? id : null;
    }

    private bool IsFresh(Known? known, string id)
    {
        var now = _time.GetUtcNow();
        return known is not null && (now < known.PausedUntil || (known.Id == id && now < known.Expires));
    }

    private async Task<Known> FetchAsync(string domain, string id)
    {
        try
        {
            var fetch = await _source.FetchAsync(domain, CancellationToken.None).ConfigureAwait(false);
            var now = _time.GetUtcNow();
            _known.TryGetValue(domain, out var before);
            var known = fetch.Text is not null && MtaStsPolicy.TryParse(fetch.Text, out var policy, out _)
                ? new Known(id, policy, now + policy.MaxAge, default)
                : new Known(before?.Id, before?.Policy, before?.Expires ?? default, now + FailurePause);
            Remember(domain, known);
            return known;
        }
        finally
        {
            _open.TryRemove(domain, out _);
        }
    }

    private void Remember(string domain, Known known)
    {
        if (_known.Count >= MostDomains)
        {
            var now = _time.GetUtcNow();
            var old = _known.Where(entry => entry.Value.Expires <= now).Select(static entry => entry.Key).ToList();
            foreach (var name in old.Count > 0 ? old : [.. _known.Keys.Take(MostDomains / 8)])
            {
                _known.TryRemove(name, out _);
            }
        }

        _known[domain] = known;
    }

    private sealed record Known(string? Id, MtaStsPolicy? Policy, DateTimeOffset Expires, DateTimeOffset PausedUntil);
}
