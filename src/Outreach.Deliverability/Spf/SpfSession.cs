using System.Net;
using System.Net.Sockets;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>The state of one evaluation: the client, and what DNS has been asked so far.</summary>
internal sealed class SpfSession
{
    private readonly IDnsResolver _dns;
    private readonly CancellationToken _cancellationToken;
    private List<string>? _validatedNames;

    public SpfSession(IDnsResolver dns, SpfClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _dns = dns;
        _cancellationToken = cancellationToken;
        Address = client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address;
        Helo = client.Helo;
        Receiver = client.Receiver;
        Now = now;
        var sender = client.MailFrom.Length == 0 ? client.Helo : client.MailFrom;
        var at = sender.LastIndexOf('@');

        // RFC 7208 §4.3: without a local part it is postmaster.
        LocalPart = at > 0 ? sender[..at] : "postmaster";
        SenderDomain = sender[(at + 1)..];
    }

    public IPAddress Address { get; }

    public bool IsIPv4 => Address.AddressFamily == AddressFamily.InterNetwork;

    public string Helo { get; }

    public string Receiver { get; }

    public DateTimeOffset Now { get; }

    public string LocalPart { get; }

    public string SenderDomain { get; }

    public int Lookups { get; private set; }

    public int VoidLookups { get; private set; }

    public void CountLookup(string term)
    {
        if (++Lookups > SpfLimits.Lookups)
        {
            throw new SpfFailure(SpfVerdict.PermError, $"more than {SpfLimits.Lookups} terms ask DNS; \"{term}\" is one too many (RFC 7208 §4.6.4)");
        }
    }

    /// <summary>Asks for the texts of a name; a name that does not exist has none.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string name)
    {
        var answer = await _dns.QueryAsync(name, DnsRecordType.Txt, _cancellationToken).ConfigureAwait(false);
        ThrowIfTemporary(answer);
        return [.. answer.Texts];
    }

    /// <summary>Asks for records on behalf of a term; finding none counts.</summary>
    public async Task<IReadOnlyList<T>> FindAsync<T>(string name, DnsRecordType type)
        where T : DnsRecord
    {
        var answer = await _dns.QueryAsync(name, type, _cancellationToken).ConfigureAwait(false);
        ThrowIfTemporary(answer);
        if (answer.Status is DnsStatus.NoData or DnsStatus.NameNotFound && ++VoidLookups > SpfLimits.VoidLookups)
        {
            throw new SpfFailure(SpfVerdict.PermError, $"more than {SpfLimits.VoidLookups} questions found nothing, the last one for {name} (RFC 7208 §4.6.4)");
        }

        return [.. answer.Records.OfType<T>()];
    }

    /// <summary>Asks for the addresses of a name, of the kind that the client has.</summary>
    public Task<IReadOnlyList<AddressRecord>> AddressesAsync(string name) =>
        FindAsync<AddressRecord>(name, IsIPv4 ? DnsRecordType.A : DnsRecordType.Aaaa);

    /// <summary>Gives the names of the client that lead back to it (RFC 7208 §5.5). Errors of DNS mean that there are none.</summary>
    public async Task<IReadOnlyList<string>> ValidatedNamesAsync()
    {
        if (_validatedNames is not null)
        {
            return _validatedNames;
        }

        _validatedNames = [];
        var pointers = await _dns.QueryAsync(DnsName.ForAddress(Address), DnsRecordType.Ptr, _cancellationToken).ConfigureAwait(false);
        foreach (var pointer in pointers.Records.OfType<NameRecord>().Take(SpfLimits.PtrNames))
        {
            var addresses = await _dns.QueryAsync(pointer.Target, IsIPv4 ? DnsRecordType.A : DnsRecordType.Aaaa, _cancellationToken).ConfigureAwait(false);
            if (addresses.Records.OfType<AddressRecord>().Any(record => record.Address.Equals(Address)))
            {
                _validatedNames.Add(pointer.Target);
            }
        }

        return _validatedNames;
    }

    private static void ThrowIfTemporary(DnsAnswer answer)
    {
        if (answer.IsTemporaryFailure || answer.Status == DnsStatus.AliasLoop)
        {
            throw new SpfFailure(SpfVerdict.TempError, $"DNS could not be asked for {answer.Type.ToString().ToUpperInvariant()} of {answer.Name}: {answer.Detail}");
        }
    }
}
