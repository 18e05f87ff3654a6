using System.Net;
using Microsoft.Extensions.Options;
using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Turns what <see cref="DomainChecker"/> finds into recommendations: its warnings and errors about SPF, DKIM, DMARC and the names of addresses, under their own codes.</summary>
internal sealed class DomainAdvice(DomainChecker checker, IMailSetup setup, IOptions<AdvisorOptions> options)
{
    private static readonly Dictionary<DomainCheckArea, string> Areas = new()
    {
        [DomainCheckArea.Spf] = "spf.",
        [DomainCheckArea.Dkim] = "dkim.",
        [DomainCheckArea.Dmarc] = "dmarc.",
        [DomainCheckArea.ReverseDns] = "ptr.",
    };

    /// <summary>Looks at a domain.</summary>
    /// <param name="facts">The domain.</param>
    /// <param name="standing">What was found about it before and is not resolved.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task CheckAsync(DomainFacts facts, IReadOnlyList<Recommendation> standing, AdviceFindings findings, CancellationToken cancellationToken)
    {
        var known = options.Value.Domains.TryGetValue(facts.Domain, out var domain) ? domain : new AdvisedDomain();
        var request = new DomainCheckRequest
        {
            Domain = facts.Domain,
            SendingAddresses = facts.Addresses,
            SpfIncludes = [.. known.SpfIncludes],
            Blocklists = [],
            Areas = facts.IsInFrom ? [DomainCheckArea.Spf, DomainCheckArea.Dmarc] : [DomainCheckArea.Spf],
        };
        var found = new List<DomainFinding>((await checker.CheckAsync(request, cancellationToken).ConfigureAwait(false)).Findings);
        if (facts.IsInFrom)
        {
            found.AddRange(await CheckKeysAsync(facts.Domain, known, cancellationToken).ConfigureAwait(false));
        }

        foreach (var area in found.GroupBy(static finding => finding.Area))
        {
            Judge(area.Key, [.. area], facts.Subject, standing, findings);
        }
    }

    /// <summary>Looks at the names of a public address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="domain">A domain whose mail it sends, for the name to propose.</param>
    /// <param name="standing">What was found about the address before and is not resolved.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task CheckAsync(IPAddress address, string domain, IReadOnlyList<Recommendation> standing, AdviceFindings findings, CancellationToken cancellationToken)
    {
        var request = new DomainCheckRequest { Domain = domain, SendingAddresses = [address], Blocklists = [], Areas = [DomainCheckArea.ReverseDns] };
        var report = await checker.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        Judge(DomainCheckArea.ReverseDns, report.Findings, RecommendationSubject.OfIp(address), standing, findings);
    }

    /// <summary>Looks at the keys that sign, which may be of a domain above that in From.</summary>
    private async Task<List<DomainFinding>> CheckKeysAsync(string from, AdvisedDomain known, CancellationToken cancellationToken)
    {
        var keys = setup.SigningKeysOf(from).Concat(known.DkimSelectors.Select(selector => new SigningKeyName(from, selector))).Distinct().ToList();
        if (keys.Count == 0)
        {
            return
            [
                new DomainFinding
                {
                    Code = "dkim.no-selector",
                    Area = DomainCheckArea.Dkim,
                    Severity = FindingSeverity.Warning,
                    Message = $"Nothing is known to sign mail from {from}; Gmail, Yahoo and Microsoft want DKIM signatures from bulk senders.",
                    Evidence = "no signature of AddDkim covers the domain, and AdvisorOptions.Domains has no selector for it",
                    Fix = "Sign with AddDkim; if an email service signs, give its selectors in AdvisorOptions.Domains, so that its keys are looked at.",
                },
            ];
        }

        var found = new List<DomainFinding>();
        foreach (var group in keys.GroupBy(key => key.Domain, StringComparer.OrdinalIgnoreCase))
        {
            var request = new DomainCheckRequest
            {
                Domain = group.Key,
                DkimSelectors = [.. group.Select(key => new DkimSelector { Name = key.Selector })],
                Blocklists = [],
                Areas = [DomainCheckArea.Dkim],
            };
            found.AddRange((await checker.CheckAsync(request, cancellationToken).ConfigureAwait(false)).Findings);
        }

        return found;
    }

    private static void Judge(
        DomainCheckArea area, IReadOnlyList<DomainFinding> found, RecommendationSubject subject, IReadOnlyList<Recommendation> standing, AdviceFindings findings)
    {
        findings.LookAt(subject);

        // Where DNS could not be asked, what was found before may still hold.
        var isKnown = found.All(static finding => !finding.Code.EndsWith(".unknown", StringComparison.Ordinal));
        var wrong = found.Where(static finding => finding.Severity >= FindingSeverity.Warning && !finding.Code.EndsWith(".unknown", StringComparison.Ordinal))
            .GroupBy(static finding => finding.Code, StringComparer.Ordinal)
            .ToList();
        foreach (var group in wrong)
        {
            findings.Judge(true, subject, TextOf(group.Key, [.. group]), EvidenceOf([.. group]), group.Count());
        }

        if (isKnown)
        {
            foreach (var before in standing.Where(before => before.Code.StartsWith(Areas[area], StringComparison.Ordinal) && !wrong.Exists(group => group.Key == before.Code)))
            {
                findings.Pass(subject, before.Code);
            }
        }
    }

    private static AdviceText TextOf(string code, IReadOnlyList<DomainFinding> found) => new(
        code,
        found.Any(static finding => finding.Severity == FindingSeverity.Error) ? RecommendationSeverity.Error : RecommendationSeverity.Warning,
        Join(found.Select(static finding => finding.Message)),
        Join(found.Select(static finding => finding.Record is null ? finding.Fix : $"{finding.Fix} {finding.Record}")));

    private static RecommendationEvidence EvidenceOf(IReadOnlyList<DomainFinding> found) =>
        new() { Text = Join(found.Select(static finding => finding.Evidence)) is { Length: > 0 } text ? text : "DNS has no such record" };

    private static string Join(IEnumerable<string> texts) => string.Join('\n', texts.Where(static text => text.Length > 0).Distinct(StringComparer.Ordinal));
}
