using Outreach.Dns.Caching;
using Outreach.Dns.Wire;

namespace Outreach.Dns;

/// <summary>The way from the name that was asked for to the name that has records, over one message or several.</summary>
internal sealed class AliasChain(CacheKey key, int maxAliases)
{
    private readonly List<string> _aliases = [];
    private TimeSpan _timeToLive = TimeSpan.MaxValue;

    /// <summary>The name to ask for now.</summary>
    public string Current { get; private set; } = key.Name;

    /// <summary>Goes as far as a message leads; null if its last name must be asked for.</summary>
    public DnsAnswer? Advance(DnsMessage message)
    {
        var moved = false;
        while (true)
        {
            // Only what belongs to the name counts: a server may not answer for others (RFC 5452 §6).
            var records = message.Answers.Where(record => record.Type == key.Type && IsCurrent(record)).ToList();
            if (records.Count > 0)
            {
                Limit(records.Min(record => record.TimeToLive));
                return Answer(DnsStatus.Success) with { Records = records };
            }

            if (key.Type == DnsRecordType.Cname
                || message.Answers.OfType<NameRecord>().FirstOrDefault(record => record.Type == DnsRecordType.Cname && IsCurrent(record)) is not { } alias)
            {
                return End(message, moved);
            }

            if (!TryMove(alias))
            {
                return Fail(DnsStatus.AliasLoop, $"the aliases of {key.Name} do not end: {string.Join(" → ", _aliases.TakeLast(3))}", TimeSpan.Zero);
            }

            moved = true;
        }
    }

    public DnsAnswer Fail(DnsStatus status, string detail, TimeSpan timeToLive) =>
        Answer(status) with { Detail = detail, TimeToLive = timeToLive };

    private bool IsCurrent(DnsRecord record) => record.Name.Equals(Current, StringComparison.OrdinalIgnoreCase);

    private bool TryMove(NameRecord alias)
    {
        Limit(alias.TimeToLive);
        if (!DnsName.TryNormalize(alias.Target, out var target) || _aliases.Count == maxAliases || target == key.Name || _aliases.Contains(target))
        {
            return false;
        }

        _aliases.Add(target);
        Current = target;
        return true;
    }

    private DnsAnswer? End(DnsMessage message, bool moved)
    {
        var zone = message.Authority.OfType<SoaRecord>().FirstOrDefault();
        if (message.ResponseCode != DnsResponseCode.NameError && moved && zone is null)
        {
            // The server followed the alias no further.
            return null;
        }

        // RFC 2308 §5: the smaller of the two; without a zone's head nothing is kept.
        var timeToLive = zone is null ? TimeSpan.Zero : zone.Minimum < zone.TimeToLive ? zone.Minimum : zone.TimeToLive;
        Limit(timeToLive);
        return Answer(message.ResponseCode == DnsResponseCode.NameError ? DnsStatus.NameNotFound : DnsStatus.NoData);
    }

    private void Limit(TimeSpan timeToLive) => _timeToLive = timeToLive < _timeToLive ? timeToLive : _timeToLive;

    private DnsAnswer Answer(DnsStatus status) => new()
    {
        Name = key.Name,
        Type = key.Type,
        Status = status,
        Aliases = [.. _aliases],
        TimeToLive = _timeToLive == TimeSpan.MaxValue ? TimeSpan.Zero : _timeToLive,
    };
}
