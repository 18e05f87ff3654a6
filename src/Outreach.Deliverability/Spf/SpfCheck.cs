namespace Outreach.Deliverability;

/// <summary>Looks at the domain's SPF record, and whether it lets the sending addresses send.</summary>
internal sealed class SpfCheck(SpfEvaluator evaluator) : IDomainCheck
{
    private const int ManyLookups = 8;

    public DomainCheckArea Area => DomainCheckArea.Spf;

    public async Task RunAsync(CheckRun run)
    {
        var root = run.Facts.Spf.Root;
        if (root.IsTemporaryFailure)
        {
            run.Add(FindingSeverity.Warning, "spf.unknown", root.Problem + ".", "", "Check that the zone and its servers are in order, then check again.");
            return;
        }

        if (root.Record is not { } record)
        {
            ReportUnusable(run, root);
            return;
        }

        CheckLimits(run);
        CheckEnd(run, record);
        CheckTerms(run, record);
        CheckIncludes(run, record);
        await CheckAddressesAsync(run, record).ConfigureAwait(false);
        if (run.Findings.Count == 0)
        {
            run.Good("spf.ok", $"The record is in order and asks DNS for {run.Facts.Spf.Lookups} of at most {SpfLimits.Lookups} terms.", record.Text);
        }
    }

    private static PublishedRecord Proposal(CheckRun run, SpfRecord? record) =>
        PublishedRecord.Txt(run.Domain, SpfRecord.Authorize(record, run.Request.SendingAddresses, run.Request.SpfIncludes));

    private static void ReportUnusable(CheckRun run, SpfAuditNode root)
    {
        var texts = root.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (texts.Length == 0)
        {
            run.Add(FindingSeverity.Error, "spf.missing", $"{run.Domain} has no SPF record, so receivers can't tell its mail from forgeries.", "", "Publish this record.", Proposal(run, null));
        }
        else if (texts.Length > 1)
        {
            var terms = texts.SelectMany(text => SpfRecord.TryParse(text, out var one, out _) ? one.Terms : []).DistinctBy(term => term.Text, StringComparer.OrdinalIgnoreCase);
            var merged = SpfRecord.TryParse("v=spf1 " + string.Join(' ', terms.Where(term => term.Kind != SpfTermKind.All).Select(term => term.Text)), out var record, out _) ? record : null;
            run.Add(FindingSeverity.Error, "spf.multiple", $"{root.Problem}: receivers follow none of them.", root.Text, "Replace them by this one.", Proposal(run, merged));
        }
        else
        {
            run.Add(FindingSeverity.Error, "spf.syntax", $"Receivers can't read the record: {root.Problem}", root.Text, "Correct the record at the place that is named.");
        }
    }

    private static void CheckLimits(CheckRun run)
    {
        var audit = run.Facts.Spf;
        var tree = string.Join("; ", audit.Nodes.Where(node => node.Term.Length > 0).Select(node => $"{node.Term} takes {node.Lookups + 1}"));
        if (audit.Lookups > SpfLimits.Lookups)
        {
            run.Add(FindingSeverity.Error, "spf.lookups", $"The record asks DNS for {audit.Lookups} terms; receivers stop after {SpfLimits.Lookups} and follow none of it.", tree, "Remove includes of providers that no longer send, or name their networks with ip4 and ip6.");
        }
        else if (audit.Lookups > ManyLookups)
        {
            run.Add(FindingSeverity.Notice, "spf.lookups-many", $"The record asks DNS for {audit.Lookups} of at most {SpfLimits.Lookups} terms; one provider more may be too many.", tree, "Remove includes of providers that no longer send.");
        }

        if (audit.VoidLookups > 0)
        {
            var names = string.Join(", ", audit.Nodes.SelectMany(node => node.EmptyNames.Select(term => $"{term} of {node.Domain}")));
            run.Add(audit.VoidLookups > SpfLimits.VoidLookups ? FindingSeverity.Error : FindingSeverity.Warning, "spf.voids", $"{audit.VoidLookups} terms lead to nothing; receivers allow {SpfLimits.VoidLookups}.", names, "Remove these terms.");
        }

        foreach (var node in audit.Nodes.Where(node => node.Term.Length > 0 && node.Problem.Length > 0))
        {
            run.Add(node.IsTemporaryFailure ? FindingSeverity.Warning : FindingSeverity.Error, "spf.include-broken", $"\"{node.Term}\" can't be followed: {node.Problem}.", node.Text, $"Remove \"{node.Term}\", or have its owner correct it.");
        }
    }

    private static void CheckEnd(CheckRun run, SpfRecord record)
    {
        var all = record.Mechanisms.LastOrDefault(term => term.Kind == SpfTermKind.All);
        if (all is null && record.Redirect is null)
        {
            run.Add(FindingSeverity.Warning, "spf.no-all", "The record does not say what is with all other senders.", record.Text, "Publish this record.", Proposal(run, record));
        }
        else if (all is { Qualifier: SpfVerdict.Pass or SpfVerdict.Neutral })
        {
            var closed = record.Text.Replace(all.Text, "~all", StringComparison.Ordinal);
            var severity = all.Qualifier == SpfVerdict.Pass ? FindingSeverity.Error : FindingSeverity.Warning;
            run.Add(severity, "spf.open", $"\"{all.Text}\" lets anybody send for the domain.", record.Text, "Publish this record.", SpfRecord.TryParse(closed, out var better, out _) ? Proposal(run, better) : null);
        }
    }

    private static void CheckTerms(CheckRun run, SpfRecord record)
    {
        if (record.Mechanisms.Any(term => term.Kind == SpfTermKind.Ptr))
        {
            run.Add(FindingSeverity.Warning, "spf.ptr", "\"ptr\" is slow and must not be used any more (RFC 7208 §5.5).", record.Text, "Replace it by the networks that send, with ip4 and ip6.");
        }
    }

    private static void CheckIncludes(CheckRun run, SpfRecord record)
    {
        var named = run.Facts.Spf.Nodes.Select(node => node.Domain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in run.Request.SpfIncludes.Where(domain => !named.Contains(domain)))
        {
            run.Add(FindingSeverity.Error, "spf.not-included", $"The record does not include {missing}, so mail through that provider fails.", record.Text, "Publish this record.", Proposal(run, record));
        }
    }

    private async Task CheckAddressesAsync(CheckRun run, SpfRecord record)
    {
        foreach (var address in run.Request.SendingAddresses)
        {
            var client = new SpfClient { Address = address, MailFrom = $"postmaster@{run.Domain}", Helo = run.Request.HeloName ?? run.Domain };
            var result = await evaluator.CheckAsync(client, run.CancellationToken).ConfigureAwait(false);
            if (result.Verdict == SpfVerdict.TempError)
            {
                run.Add(FindingSeverity.Warning, "spf.unknown", $"Whether {address} may send can't be told now.", result.Problem, "Check again later.");
            }
            else if (result.Verdict != SpfVerdict.Pass)
            {
                var reason = result.Problem.Length > 0 ? result.Problem : result.Mechanism.Length > 0 ? $"\"{result.Mechanism}\" matches" : "no term matches";
                run.Add(FindingSeverity.Error, "spf.not-authorized", $"{address} may not send for {run.Domain}: {result.Verdict.ToString().ToLowerInvariant()}, {reason}.", record.Text, "Publish this record.", Proposal(run, record));
            }
        }
    }
}
