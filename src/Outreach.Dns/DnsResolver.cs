using Outreach.Dns.Caching;
using Outreach.Dns.Network;
using Outreach.Dns.Wire;

namespace Outreach.Dns;

/// <summary>
/// A stub resolver: asks recursive servers over UDP with EDNS0 and over TCP where an answer is cut off, goes on to the next server where one is
/// silent or fails, follows aliases, and keeps answers as long as they say. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Forged answers (RFC 5452): each question has a random id and a port of its own, and only an answer of that server that repeats id and
/// question counts. DNSSEC is the server's business.
/// </remarks>
public sealed class DnsResolver : IDnsResolver
{
    private readonly DnsResolverOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Func<ServerList> _servers;
    private readonly Exchange _exchange;
    private readonly AnswerCache _cache;

    /// <summary>Makes a resolver.</summary>
    /// <param name="options">Settings; those of the system by default.</param>
    /// <param name="timeProvider">The clock for lifetimes and time limits. The network keeps real time, so this is no campaign's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public DnsResolver(DnsResolverOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new DnsResolverOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _exchange = new Exchange(_options, _timeProvider);
        _cache = new AnswerCache(_options, _timeProvider);
        if (_options.Servers.Count > 0)
        {
            var servers = new ServerList(_options.Servers, _options.ServerBackOff, _timeProvider);
            _servers = () => servers;
        }
        else
        {
            var system = new SystemServers(_options.ServerBackOff, _timeProvider);
            _servers = () => system.Current;
        }
    }

    /// <inheritdoc/>
    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero((int)type, nameof(type));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)type, ushort.MaxValue, nameof(type));
        cancellationToken.ThrowIfCancellationRequested();
        return DnsName.TryNormalize(name, out var normalized)
            ? _cache.GetAsync(new CacheKey(normalized, type), ResolveAsync, cancellationToken)
            : ValueTask.FromResult(new DnsAnswer { Name = name, Type = type, Status = DnsStatus.InvalidName, Detail = "no name in DNS looks like this" });
    }

    private async Task<DnsAnswer> ResolveAsync(CacheKey key)
    {
        using var limit = new CancellationTokenSource(_options.TotalTimeout, _timeProvider);
        var chain = new AliasChain(key, _options.MaxAliases);
        while (true)
        {
            var reply = await AskServersAsync(chain.Current, key.Type, limit.Token).ConfigureAwait(false);
            if (reply.Status != DnsStatus.Success)
            {
                return chain.Fail(reply.Status, reply.Detail, _options.FailureTimeToLive);
            }

            if (chain.Advance(reply.Message!) is { } answer)
            {
                return answer.Status == DnsStatus.AliasLoop ? answer with { TimeToLive = _options.FailureTimeToLive } : answer;
            }
        }
    }

    private async Task<Reply> AskServersAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var servers = _servers();
        var last = Reply.Failed(DnsStatus.Timeout, "no server was asked");
        try
        {
            for (var attempt = 0; attempt < _options.Attempts; attempt++)
            {
                var silent = false;
                foreach (var server in servers.InOrder())
                {
                    var reply = await _exchange.AskAsync(server, name, type, cancellationToken).ConfigureAwait(false);
                    if (reply.Status == DnsStatus.Success)
                    {
                        servers.ReportAnswer(server);
                        return reply;
                    }

                    // A server that says why it can't answer tells more than one that says nothing.
                    last = reply.IsSilence && !last.IsSilence ? last : reply;
                    silent |= reply.IsSilence;
                    Report(servers, server, reply);
                }

                if (!silent)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return last.IsSilence ? Reply.Failed(DnsStatus.Timeout, $"no answer within {_options.TotalTimeout.TotalSeconds:0.###} s") : last;
        }

        return last;
    }

    private static void Report(ServerList servers, System.Net.IPEndPoint server, Reply reply)
    {
        if (reply.IsSilence)
        {
            servers.ReportSilence(server);
        }
        else
        {
            servers.ReportAnswer(server);
        }
    }
}
