using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Evaluates DMARC as receivers do (RFC 9989). Safe for concurrent use.</summary>
/// <param name="dns">Asks DNS.</param>
/// <param name="suffixes">The public suffix list, for domains about which DNS says nothing; <see langword="null"/> for that of Outreach.Dns.</param>
public sealed class DmarcEvaluator(IDnsResolver dns, PublicSuffixSource? suffixes = null)
{
    private readonly PublicSuffixSource _suffixes = suffixes ?? new PublicSuffixSource();

    /// <summary>Finds the policy for a sender's domain.</summary>
    /// <param name="domain">The domain in <c>From</c>.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The policy's record and where it is.</returns>
    public Task<DmarcDiscovery> DiscoverAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        return DiscoverAsync(Normalize(domain), new DmarcTreeWalk(dns, _suffixes.Current, cancellationToken));
    }

    /// <summary>Says whether a message passes, and what its domain wants done with it.</summary>
    /// <param name="message">What is known about the message.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The verdict.</returns>
    public async Task<DmarcResult> EvaluateAsync(DmarcMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var walk = new DmarcTreeWalk(dns, _suffixes.Current, cancellationToken);
        var from = Normalize(message.FromDomain);
        var discovery = await DiscoverAsync(from, walk).ConfigureAwait(false);
        if (discovery.Record is not { } record)
        {
            return new DmarcResult { Verdict = discovery.IsTemporaryFailure ? DmarcVerdict.TempError : DmarcVerdict.None, Discovery = discovery };
        }

        var spf = message.SpfDomain is { } domain && await IsAlignedAsync(Normalize(domain), record.IsSpfStrict, discovery, walk).ConfigureAwait(false);
        string? dkim = null;
        foreach (var signer in message.DkimDomains.Select(Normalize))
        {
            dkim ??= await IsAlignedAsync(signer, record.IsDkimStrict, discovery, walk).ConfigureAwait(false) ? signer : null;
        }

        if (!spf && dkim is null && walk.IsTemporaryFailure)
        {
            return new DmarcResult { Verdict = DmarcVerdict.TempError, Discovery = discovery };
        }

        var passes = spf || dkim is not null;
        var policy = await PolicyAsync(discovery, record, cancellationToken).ConfigureAwait(false);
        return new DmarcResult
        {
            Verdict = passes ? DmarcVerdict.Pass : DmarcVerdict.Fail,
            Discovery = discovery,
            Policy = policy,
            Disposition = passes ? DmarcPolicy.None : record.IsTest && policy > DmarcPolicy.None ? policy - 1 : policy,
            IsSpfAligned = spf,
            AlignedDkimDomain = dkim,
        };
    }

    private static string Normalize(string domain) => DnsName.TryNormalize(domain, out var name) ? name : domain;

    private static async Task<DmarcDiscovery> DiscoverAsync(string domain, DmarcTreeWalk walk)
    {
        var records = await walk.WalkAsync(domain).ConfigureAwait(false);
        var organization = await walk.OrganizationalDomainAsync(domain).ConfigureAwait(false);

        // RFC 9989 §4.10.1: that of the domain, of its organisation, of the public suffix above.
        var (policyDomain, record) = records.FirstOrDefault(found => found.Domain == domain) is { Record: not null } own ? own
            : records.FirstOrDefault(found => found.Domain == organization) is { Record: not null } organizations ? organizations
            : records.FirstOrDefault(found => found.Record.PublicSuffix == DmarcPublicSuffix.Yes);
        var isEffective = record is { IsEffective: true };
        return new DmarcDiscovery
        {
            Domain = domain,
            OrganizationalDomain = organization,
            PolicyDomain = isEffective ? policyDomain : null,
            Record = isEffective ? record : null,
            IsTemporaryFailure = walk.IsTemporaryFailure && !isEffective,
            Problem = record is { IsEffective: false } ? $"receivers ignore the record of {policyDomain}: {string.Join("; ", record.Problems)}" : walk.Problem,
        };
    }

    private static async Task<bool> IsAlignedAsync(string domain, bool isStrict, DmarcDiscovery discovery, DmarcTreeWalk walk) =>
        domain == discovery.Domain
        || (!isStrict && await walk.OrganizationalDomainAsync(domain).ConfigureAwait(false) == discovery.OrganizationalDomain);

    private async Task<DmarcPolicy> PolicyAsync(DmarcDiscovery discovery, DmarcRecord record, CancellationToken cancellationToken) =>
        discovery.PolicyDomain == discovery.Domain ? record.EffectivePolicy
        : record.PolicyForSubdomain(record.NonexistentPolicy is null || await ExistsAsync(discovery.Domain, cancellationToken).ConfigureAwait(false));

    // RFC 9989 §3.2.14: neither address nor mail exchanger.
    private async Task<bool> ExistsAsync(string domain, CancellationToken cancellationToken)
    {
        foreach (var type in (DnsRecordType[])[DnsRecordType.Mx, DnsRecordType.A, DnsRecordType.Aaaa])
        {
            var answer = await dns.QueryAsync(domain, type, cancellationToken).ConfigureAwait(false);
            if (answer.Status is not (DnsStatus.NoData or DnsStatus.NameNotFound))
            {
                return true;
            }
        }

        return false;
    }
}
