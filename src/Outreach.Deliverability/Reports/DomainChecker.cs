using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Checks whether mail from a domain has what receivers want to see, and says what to publish. Safe for concurrent use.</summary>
public sealed class DomainChecker
{
    private readonly IDnsResolver _dns;
    private readonly SpfAuditor _spf;
    private readonly DmarcEvaluator _dmarc;
    private readonly TimeProvider _timeProvider;
    private readonly IDomainCheck[] _checks;

    /// <summary>Makes a checker.</summary>
    /// <param name="dns">Asks DNS.</param>
    /// <param name="suffixes">The public suffix list; <see langword="null"/> for that of Outreach.Dns.</param>
    /// <param name="policies">Fetches MTA-STS policies; <see langword="null"/> to leave them out, so that only DNS is asked.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    public DomainChecker(IDnsResolver dns, PublicSuffixSource? suffixes = null, IMtaStsPolicySource? policies = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(dns);
        _dns = dns;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _spf = new SpfAuditor(dns);
        _dmarc = new DmarcEvaluator(dns, suffixes);
        _checks =
        [
            new SpfCheck(new SpfEvaluator(dns, timeProvider)),
            new DkimCheck(),
            new DmarcCheck(suffixes ?? new PublicSuffixSource()),
            new MxCheck(),
            new ReverseDnsCheck(),
            new MtaStsCheck(policies),
            new TlsReportingCheck(),
            new BimiCheck(),
            new BlocklistCheck(),
        ];
    }

    /// <summary>Checks a domain.</summary>
    /// <param name="request">The domain and what is known about it.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>The report. Failures of DNS are findings.</returns>
    /// <exception cref="ArgumentException">The domain can't be one.</exception>
    public async Task<DomainReport> CheckAsync(DomainCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!DnsName.TryNormalize(request.Domain, out var domain) || !domain.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"Check a domain such as example.com: \"{request.Domain}\" is none.", nameof(request));
        }

        var facts = new DomainCheckFacts
        {
            Request = request,
            Domain = domain,
            Dns = _dns,
            Spf = await _spf.AuditAsync(domain, cancellationToken).ConfigureAwait(false),
            Dmarc = await _dmarc.DiscoverAsync(domain, cancellationToken).ConfigureAwait(false),
        };
        var findings = await Task.WhenAll(_checks.Where(check => request.Areas.Contains(check.Area)).Select(async check =>
        {
            var run = new CheckRun(check.Area, facts, cancellationToken);
            await check.RunAsync(run).ConfigureAwait(false);
            return run.Findings;
        })).ConfigureAwait(false);
        return new DomainReport
        {
            Domain = domain,
            OrganizationalDomain = facts.Dmarc.OrganizationalDomain,
            CheckedAt = _timeProvider.GetUtcNow(),
            Findings = [.. findings.SelectMany(list => list)],
            Spf = facts.Spf,
            Dmarc = facts.Dmarc,
        };
    }
}
