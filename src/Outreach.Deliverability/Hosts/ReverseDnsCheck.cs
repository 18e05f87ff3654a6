using System.Net;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at the names of the sending addresses: each must have one that leads back to it (FCrDNS).</summary>
internal sealed class ReverseDnsCheck : IDomainCheck
{
    private const int MaxNames = 10;

    public DomainCheckArea Area => DomainCheckArea.ReverseDns;

    public async Task RunAsync(CheckRun run)
    {
        if (run.Request.SendingAddresses.Count == 0)
        {
            run.Add(FindingSeverity.Notice, "ptr.no-address", "No sending address was given, so no name was looked at.", "", "Check again with the addresses that send.");
        }

        foreach (var address in run.Request.SendingAddresses)
        {
            await CheckAddressAsync(run, address).ConfigureAwait(false);
        }
    }

    private static async Task CheckAddressAsync(CheckRun run, IPAddress address)
    {
        var answer = await run.QueryAsync(DnsName.ForAddress(address), DnsRecordType.Ptr).ConfigureAwait(false);
        if (run.IsUnknown(answer, "ptr.unknown"))
        {
            return;
        }

        var wanted = run.Request.HeloName ?? $"mail.{run.Domain}";
        var proposal = new PublishedRecord { Name = DnsName.ForAddress(address), Type = "PTR", Value = wanted + "." };
        var names = answer.Records.OfType<NameRecord>().Select(record => record.Target).Take(MaxNames).ToList();
        if (names.Count == 0)
        {
            run.Add(FindingSeverity.Error, "ptr.missing", $"{address} has no name; Gmail, Yahoo and Microsoft refuse mail from such addresses.", answer.Status.ToString(), "Have the provider of the address set this record.", proposal);
            return;
        }

        var evidence = string.Join(", ", names);
        var confirmed = await ConfirmedAsync(run, address, names).ConfigureAwait(false);
        if (confirmed.Count == 0)
        {
            run.Add(FindingSeverity.Error, "ptr.unconfirmed", $"No name of {address} leads back to it.", evidence, $"Publish an address record for {names[0]}.", new PublishedRecord { Name = names[0], Type = DnsName.ForAddress(address).EndsWith(".in-addr.arpa", StringComparison.Ordinal) ? "A" : "AAAA", Value = address.ToString() });
        }
        else if (confirmed.TrueForAll(name => LooksGeneric(name, address)))
        {
            run.Add(FindingSeverity.Warning, "ptr.generic", $"The name of {address} looks like that of a line with changing addresses, which receivers distrust.", evidence, "Have the provider of the address set this record.", proposal);
        }
        else if (run.Request.HeloName is { } helo && !confirmed.Contains(helo, StringComparer.OrdinalIgnoreCase))
        {
            run.Add(FindingSeverity.Notice, "ptr.other-name", $"{address} gives itself the name {helo}, but DNS knows it by another.", evidence, "Have the provider of the address set this record, or change the name.", proposal);
        }
        else
        {
            run.Good("ptr.ok", $"{address} has a name that leads back to it.", evidence);
        }
    }

    private static async Task<List<string>> ConfirmedAsync(CheckRun run, IPAddress address, List<string> names)
    {
        var type = DnsName.ForAddress(address).EndsWith(".in-addr.arpa", StringComparison.Ordinal) ? DnsRecordType.A : DnsRecordType.Aaaa;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var confirmed = new List<string>();
        foreach (var name in names)
        {
            var answer = await run.QueryAsync(name, type).ConfigureAwait(false);
            if (answer.Records.OfType<AddressRecord>().Any(record => record.Address.Equals(plain)))
            {
                confirmed.Add(name);
            }
        }

        return confirmed;
    }

    // Names that providers give all their addresses have the numbers of the address in them.
    private static bool LooksGeneric(string name, IPAddress address)
    {
        var octets = address.ToString().Split('.');
        var digits = string.Concat(name.Select(character => char.IsAsciiDigit(character) ? character : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return octets.Length == 4 && (octets.Count(octet => digits.Contains(octet)) >= 3 || digits.Contains(string.Concat(octets.Select(octet => octet.PadLeft(3, '0')))));
    }
}
