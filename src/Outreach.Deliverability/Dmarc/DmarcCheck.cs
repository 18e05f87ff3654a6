using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at the DMARC policy of the domain.</summary>
internal sealed class DmarcCheck(PublicSuffixSource suffixes) : IDomainCheck
{
    public DomainCheckArea Area => DomainCheckArea.Dmarc;

    public async Task RunAsync(CheckRun run)
    {
        var discovery = run.Facts.Dmarc;
        if (discovery.IsTemporaryFailure)
        {
            run.Add(FindingSeverity.Warning, "dmarc.unknown", discovery.Problem + ".", "", "Check that the zone and its servers are in order, then check again.");
            return;
        }

        if (discovery.Record is not { } record)
        {
            var isMissing = discovery.Problem.Length == 0;
            run.Add(
                FindingSeverity.Error,
                isMissing ? "dmarc.missing" : "dmarc.invalid",
                isMissing ? $"{run.Domain} has no DMARC policy; Gmail, Yahoo and Microsoft want one from bulk senders." : $"{char.ToUpperInvariant(discovery.Problem[0])}{discovery.Problem[1..]}.",
                "",
                "Publish this record, and no other; raise the policy once the reports show that all of your mail passes.",
                PublishedRecord.Txt("_dmarc." + discovery.OrganizationalDomain, $"v=DMARC1; p=none; rua=mailto:{run.Facts.ReportMailbox}"));
            return;
        }

        CheckPolicy(run, record, "_dmarc." + discovery.PolicyDomain);
        await CheckDestinationsAsync(run, record, discovery.PolicyDomain!).ConfigureAwait(false);
        if (run.Findings.Count == 0)
        {
            run.Good("dmarc.ok", $"The policy of {discovery.PolicyDomain} is {record.EffectivePolicy.ToString().ToLowerInvariant()}, with reports.", record.Text);
        }
    }

    private static void CheckPolicy(CheckRun run, DmarcRecord record, string name)
    {
        if (record.Problems.Count > 0)
        {
            run.Add(FindingSeverity.Warning, "dmarc.syntax", $"Part of the record is not in order: {string.Join("; ", record.Problems)}.", record.Text, "Correct these tags.");
        }

        if (record.EffectivePolicy == DmarcPolicy.None)
        {
            run.Add(FindingSeverity.Notice, "dmarc.none", "The policy asks for nothing, so forgeries arrive like genuine mail.", record.Text, "Raise the policy once the reports show that all of your mail passes.", PublishedRecord.Txt(name, Replace(record, "p", "quarantine")));
        }

        if (record.AggregateReports.Count == 0)
        {
            run.Add(FindingSeverity.Warning, "dmarc.no-reports", "Nobody gets reports, so failures stay unseen.", record.Text, "Publish this record.", PublishedRecord.Txt(name, Replace(record, "rua", "mailto:" + run.Facts.ReportMailbox)));
        }

        if (record.IsTest)
        {
            run.Add(FindingSeverity.Notice, "dmarc.test", "The policy is only tested (t=y): receivers apply the next milder one.", record.Text, "Remove t=y once the reports show that all of your mail passes.", PublishedRecord.Txt(name, Remove(record, "t")));
        }

        if (record.Percentage is not null)
        {
            run.Add(FindingSeverity.Notice, "dmarc.pct", "pct is no longer a tag of DMARC; receivers follow the policy for all mail (RFC 9989 §A.6).", record.Text, "Publish this record; t=y tests a policy.", PublishedRecord.Txt(name, Remove(record, "pct")));
        }
    }

    // RFC 9990 §4: who gets reports about a domain of somebody else must say so.
    private async Task CheckDestinationsAsync(CheckRun run, DmarcRecord record, string policyDomain)
    {
        var home = suffixes.Current.GetRegistrableDomain(policyDomain) ?? policyDomain;
        foreach (var host in record.AggregateReports.Concat(record.FailureReports).Select(HostOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if ((suffixes.Current.GetRegistrableDomain(host) ?? host) == home)
            {
                continue;
            }

            var name = $"{policyDomain}._report._dmarc.{host}";
            var answer = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
            if (!run.IsUnknown(answer, "dmarc.unknown") && !answer.Texts.Any(DmarcRecord.IsMeant))
            {
                run.Add(FindingSeverity.Warning, "dmarc.report-destination", $"{host} does not say that it takes reports about {policyDomain}, so it gets none.", record.Text, $"Have the owner of {host} publish this record.", PublishedRecord.Txt(name, "v=DMARC1;"));
            }
        }
    }

    private static string? HostOf(Uri uri)
    {
        var host = uri.Scheme == Uri.UriSchemeMailto ? uri.OriginalString[(uri.OriginalString.LastIndexOf('@') + 1)..] : uri.Host;
        return DnsName.TryNormalize(host, out var name) && name.Length > 0 ? name : null;
    }

    private static string Remove(DmarcRecord record, string tag) => string.Join("; ", Tags(record).Where(piece => NameOf(piece) != tag));

    private static string Replace(DmarcRecord record, string tag, string value)
    {
        var pieces = Tags(record).ToList();
        var place = pieces.FindIndex(piece => NameOf(piece) == tag);
        if (place >= 0)
        {
            pieces[place] = $"{tag}={value}";
        }
        else
        {
            // Older receivers want the policy right behind the version (RFC 7489 §6.4).
            pieces.Insert(tag == "p" ? 1 : pieces.Count, $"{tag}={value}");
        }

        return string.Join("; ", pieces);
    }

    private static string[] Tags(DmarcRecord record) => record.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string piece) => piece.Split('=')[0].Trim().ToLowerInvariant();
}
