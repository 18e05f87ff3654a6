using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at where replies and bounces to the domain go.</summary>
internal sealed class MxCheck : IDomainCheck
{
    private const int MaxHosts = 20;

    public DomainCheckArea Area => DomainCheckArea.Mx;

    public async Task RunAsync(CheckRun run)
    {
        var answer = await run.QueryAsync(run.Domain, DnsRecordType.Mx).ConfigureAwait(false);
        if (run.IsUnknown(answer, "mx.unknown"))
        {
            return;
        }

        var exchangers = answer.Records.OfType<MxRecord>().OrderBy(record => record.Preference).ToList();
        if (exchangers.Count == 0)
        {
            run.Add(FindingSeverity.Error, "mx.missing", $"{run.Domain} has no mail exchanger, so replies and bounces may not arrive, and many receivers refuse its mail.", "", "Publish a record with the host that takes your mail.", new PublishedRecord { Name = run.Domain, Type = "MX", Value = $"10 mail.{run.Domain}." });
            return;
        }

        var evidence = string.Join(", ", exchangers.Select(record => $"{record.Preference} {record.Exchange}."));
        if (exchangers.Exists(record => record.IsNull))
        {
            run.Add(FindingSeverity.Error, "mx.null", $"{run.Domain} says that it takes no mail (RFC 7505), so receivers refuse mail from it.", evidence, "Replace this record by one with the host that takes your mail.", new PublishedRecord { Name = run.Domain, Type = "MX", Value = $"10 mail.{run.Domain}." });
            return;
        }

        foreach (var host in exchangers.Select(record => record.Exchange).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxHosts))
        {
            await CheckHostAsync(run, host).ConfigureAwait(false);
        }

        if (run.Findings.Count == 0)
        {
            run.Good("mx.ok", $"{run.Domain} takes mail.", evidence);
        }
    }

    private static async Task CheckHostAsync(CheckRun run, string host)
    {
        var answers = await Task.WhenAll(run.QueryAsync(host, DnsRecordType.A), run.QueryAsync(host, DnsRecordType.Aaaa)).ConfigureAwait(false);
        var addresses = answers.SelectMany(answer => answer.Records.OfType<AddressRecord>()).Select(record => record.Address).ToList();
        if (addresses.Count == 0)
        {
            if (!answers.Any(answer => run.IsUnknown(answer, "mx.unknown")))
            {
                run.Add(FindingSeverity.Error, "mx.no-address", $"The mail exchanger {host} has no address.", answers[0].Status.ToString(), $"Publish an A record for {host}, or name another host.");
            }

            return;
        }

        if (answers.SelectMany(answer => answer.Aliases).FirstOrDefault() is { } alias)
        {
            run.Add(FindingSeverity.Warning, "mx.alias", $"The mail exchanger {host} is an alias, which the standard forbids (RFC 2181 §10.3).", $"{host} is {alias}", $"Name {alias} in the MX record.");
        }

        if (addresses.Find(address => !PublicAddresses.IsPublic(address)) is { } inner)
        {
            run.Add(FindingSeverity.Warning, "mx.private", $"The mail exchanger {host} has an address that the Internet can't reach.", inner.ToString(), $"Publish the public address of {host}.");
        }
    }
}
