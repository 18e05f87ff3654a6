using System.Collections.Concurrent;
using System.Threading.Channels;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>
/// Knows who runs the mailboxes of any domain by its mail exchangers, so that the domains of companies count with their provider. Looks up in the background
/// what it is asked for and does not know yet: the first answer about such a domain is that it is not known. Safe for concurrent use.
/// </summary>
public sealed class MxMailboxProviders : IMailboxProviderResolver, IMailServerGreetings, IDisposable
{
    private const int MostDomains = 100_000;
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan FailureLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<string> _waiting = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly CancellationTokenSource _end = new();
    private readonly IDnsResolver _dns;
    private readonly IMailboxProviderResolver? _first;
    private readonly MailboxProviderTable _table;
    private readonly TimeProvider _time;
    private int _isRunning;

    /// <summary>Makes a resolver.</summary>
    /// <param name="dns">Asks DNS.</param>
    /// <param name="first">Who is asked first, or <see langword="null"/>.</param>
    /// <param name="table">Who runs which exchangers; <see langword="null"/> for that of this package.</param>
    /// <param name="timeProvider">The clock for what is remembered; <see langword="null"/> for the system's.</param>
    public MxMailboxProviders(IDnsResolver dns, IMailboxProviderResolver? first = null, MailboxProviderTable? table = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dns);
        _dns = dns;
        _first = first;
        _table = table ?? MailboxProviderTable.Default;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string? Find(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (_first?.Find(domain) is { } provider)
        {
            return provider;
        }

        if (_known.TryGetValue(domain, out var known))
        {
            if (known.Until <= _time.GetUtcNow())
            {
                Ask(domain);
            }

            return known.Provider;
        }

        Ask(domain);
        return null;
    }

    /// <summary>Finds the mailbox provider of a domain, and waits for DNS if it is not known yet.</summary>
    /// <param name="domain">The domain, in its ASCII form.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The provider's name, or <see langword="null"/> if none is known.</returns>
    public async Task<string?> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return _first?.Find(domain)
            ?? (_known.TryGetValue(domain, out var known) && known.Until > _time.GetUtcNow()
                ? known.Provider
                : await LookUpAsync(domain, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    /// <remarks>Counts where the names of the domain's exchangers told nothing.</remarks>
    public void Learn(string domain, string greeting)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(greeting);
        if (_table.FindByGreeting(greeting) is { } provider && (!_known.TryGetValue(domain, out var known) || known.Provider is null))
        {
            Remember(domain, provider, Lifetime);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _waiting.Writer.TryComplete();
    }

    private void Ask(string domain)
    {
        // What is asked for meanwhile gets the same answer.
        Remember(domain, _known.TryGetValue(domain, out var known) ? known.Provider : null, FailureLifetime);
        _waiting.Writer.TryWrite(domain);
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            _ = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var domain in _waiting.Reader.ReadAllAsync(_end.Token).ConfigureAwait(false))
            {
                await TryLookUpAsync(domain).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>Looks a domain up. Where the host's resolver throws, the domain stays unknown for a while, and the others have their turn.</summary>
    private async Task TryLookUpAsync(string domain)
    {
        try
        {
            await LookUpAsync(domain, _end.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!_end.IsCancellationRequested)
        {
            Remember(domain, _known.TryGetValue(domain, out var known) ? known.Provider : null, FailureLifetime);
        }
    }

    private async Task<string?> LookUpAsync(string domain, CancellationToken cancellationToken)
    {
        var answer = await _dns.QueryAsync(domain, DnsRecordType.Mx, cancellationToken).ConfigureAwait(false);
        var provider = answer.Records.OfType<MxRecord>()
            .OrderBy(static record => record.Preference)
            .Select(record => _table.FindByHost(record.Exchange))
            .FirstOrDefault(static found => found is not null);
        Remember(domain, provider, answer.IsTemporaryFailure ? FailureLifetime : Lifetime);
        return provider;
    }

    private void Remember(string domain, string? provider, TimeSpan lifetime)
    {
        if (_known.Count >= MostDomains)
        {
            _known.Clear();
        }

        _known[domain] = new Known(provider, _time.GetUtcNow() + lifetime);
    }

    private sealed record Known(string? Provider, DateTimeOffset Until);
}
