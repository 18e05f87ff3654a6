using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>The walk from a domain upwards (RFC 9989 §4.10): at most eight questions. One walk serves all domains of a message.</summary>
internal sealed class DmarcTreeWalk(IDnsResolver dns, PublicSuffixList suffixes, CancellationToken cancellationToken)
{
    private const int MaxLabels = 7;

    private readonly Dictionary<string, Found> _found = new(StringComparer.Ordinal);

    /// <summary>What went wrong at one of the names, for people.</summary>
    public string Problem { get; private set; } = "";

    public bool IsTemporaryFailure { get; private set; }

    /// <summary>Finds the records at a domain and above it, the longest name first.</summary>
    public async Task<IReadOnlyList<(string Domain, DmarcRecord Record)>> WalkAsync(string domain)
    {
        var records = new List<(string, DmarcRecord)>();
        for (var name = domain; name.Length > 0; name = Next(name))
        {
            var found = await FindAsync(name).ConfigureAwait(false);
            if (found.Record is { } record)
            {
                records.Add((name, record));
                if (record.PublicSuffix == DmarcPublicSuffix.No || (record.PublicSuffix == DmarcPublicSuffix.Yes && name != domain))
                {
                    break;
                }
            }
        }

        return records;
    }

    /// <summary>Finds the organisation's domain (RFC 9989 §4.10.2).</summary>
    public async Task<string> OrganizationalDomainAsync(string domain)
    {
        var records = await WalkAsync(domain).ConfigureAwait(false);
        foreach (var (name, record) in records)
        {
            if (record.PublicSuffix == DmarcPublicSuffix.No)
            {
                return name;
            }

            if (record.PublicSuffix == DmarcPublicSuffix.Yes && name != domain)
            {
                return OneBelow(name, domain);
            }
        }

        return records.Count > 0 ? records[^1].Domain : suffixes.GetRegistrableDomain(domain) ?? domain;
    }

    // A long name is cut to seven labels after the first question.
    private static string Next(string name)
    {
        var labels = name.Split('.');
        return string.Join('.', labels[Math.Max(1, labels.Length - MaxLabels)..]);
    }

    private static string OneBelow(string name, string domain)
    {
        var dot = domain.LastIndexOf('.', domain.Length - name.Length - 2);
        return domain[(dot + 1)..];
    }

    private async Task<Found> FindAsync(string name)
    {
        if (_found.TryGetValue(name, out var known))
        {
            return known;
        }

        var answer = await dns.QueryAsync("_dmarc." + name, DnsRecordType.Txt, cancellationToken).ConfigureAwait(false);
        var meant = answer.Texts.Where(DmarcRecord.IsMeant).ToList();
        if (answer.IsTemporaryFailure)
        {
            IsTemporaryFailure = true;
            Problem = $"DNS could not be asked for _dmarc.{name}: {answer.Detail}";
        }
        else if (meant.Count > 1)
        {
            Problem = $"_dmarc.{name} has {meant.Count} DMARC records, so receivers follow none of them";
        }

        return _found[name] = new Found(meant.Count == 1 && DmarcRecord.TryParse(meant[0], out var record) ? record : null);
    }

    private readonly record struct Found(DmarcRecord? Record);
}
