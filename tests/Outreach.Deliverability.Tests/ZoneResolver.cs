using System.Net;
using Outreach.Dns;

namespace Outreach.Deliverability.Tests;

/// <summary>Answers from records in memory, as an authoritative server and a resolver in front of it would.</summary>
internal sealed class ZoneResolver : IDnsResolver
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, List<DnsRecord>> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _silent = new(StringComparer.OrdinalIgnoreCase);

    public int Questions { get; private set; }

    public List<string> Asked { get; } = [];

    public ZoneResolver Add(DnsRecord record)
    {
        Of(record.Name).Add(record);
        return this;
    }

    public ZoneResolver Txt(string name, params string[] texts) => Add(TxtRecord.Create(name, Lifetime, texts));

    public ZoneResolver Address(string name, string address)
    {
        var parsed = IPAddress.Parse(address);
        var type = parsed.GetAddressBytes().Length == 4 ? DnsRecordType.A : DnsRecordType.Aaaa;
        return Add(new AddressRecord { Name = name, Type = type, TimeToLive = Lifetime, Address = parsed });
    }

    public ZoneResolver Mx(string name, string exchange, int preference = 10) =>
        Add(new MxRecord { Name = name, Type = DnsRecordType.Mx, TimeToLive = Lifetime, Preference = preference, Exchange = exchange });

    public ZoneResolver Ptr(string address, string target) => Named(DnsName.ForAddress(IPAddress.Parse(address)), DnsRecordType.Ptr, target);

    public ZoneResolver Named(string name, DnsRecordType type, string target) =>
        Add(new NameRecord { Name = name, Type = type, TimeToLive = Lifetime, Target = target.TrimEnd('.') });

    /// <summary>Makes questions for a name time out, except for types that it has.</summary>
    public ZoneResolver Silent(string name)
    {
        Of(name);
        _silent.Add(name);
        return this;
    }

    public ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken = default)
    {
        lock (Asked)
        {
            Questions++;
            Asked.Add(name);
        }

        var answer = new DnsAnswer { Name = name, Type = type, Status = DnsStatus.InvalidName };
        if (!DnsName.TryNormalize(name, out var current))
        {
            return ValueTask.FromResult(answer);
        }

        for (var hops = 0; hops < 12; hops++)
        {
            var found = _records.GetValueOrDefault(current);
            var records = found?.Where(record => record.Type == type).ToList() ?? [];
            if (records.Count > 0)
            {
                return ValueTask.FromResult(answer with { Status = DnsStatus.Success, Records = records });
            }

            if (_silent.Contains(current))
            {
                return ValueTask.FromResult(answer with { Status = DnsStatus.Timeout, Detail = "silent" });
            }

            if (found?.OfType<NameRecord>().FirstOrDefault(record => record.Type == DnsRecordType.Cname) is not { } alias)
            {
                // Names between a zone and its records exist, too.
                var exists = found is not null || _records.Keys.Any(key => key.EndsWith("." + current, StringComparison.OrdinalIgnoreCase));
                return ValueTask.FromResult(answer with { Status = exists ? DnsStatus.NoData : DnsStatus.NameNotFound });
            }

            current = alias.Target.ToLowerInvariant();
            answer = answer with { Aliases = [.. answer.Aliases, current] };
        }

        return ValueTask.FromResult(answer with { Status = DnsStatus.AliasLoop });
    }

    private List<DnsRecord> Of(string name) => _records.TryGetValue(name, out var records) ? records : _records[name] = [];
}
