using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at the logo that mailbox providers show beside messages (BIMI).</summary>
internal sealed class BimiCheck : IDomainCheck
{
    public DomainCheckArea Area => DomainCheckArea.Bimi;

    public async Task RunAsync(CheckRun run)
    {
        var name = "default._bimi." + run.Domain;
        var answer = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
        if (run.IsUnknown(answer, "bimi.unknown"))
        {
            return;
        }

        if (answer.Texts.FirstOrDefault(text => TagList.HasVersion(text, "BIMI1")) is not { } record)
        {
            run.Add(FindingSeverity.Notice, "bimi.missing", "No logo is shown beside messages.", "", "If you want one: a policy of DMARC that rejects or quarantines, a logo as SVG Tiny PS, a certificate for it, then this record.", PublishedRecord.Txt(name, $"v=BIMI1; l=https://{run.Domain}/logo.svg; a=https://{run.Domain}/logo.pem"));
            return;
        }

        var tags = TagList.Parse(record);
        CheckLocation(run, record, "l", tags["l"], ".svg", isNeeded: true);
        CheckLocation(run, record, "a", tags["a"], ".pem", isNeeded: false);
        if (run.Facts.Dmarc.Record is not { EffectivePolicy: not DmarcPolicy.None, IsTest: false })
        {
            run.Add(FindingSeverity.Warning, "bimi.dmarc", "The logo is not shown, since the domain's DMARC policy neither rejects nor quarantines.", record, "Raise the policy first.");
        }

        if (run.Findings.Count == 0)
        {
            run.Good("bimi.ok", "A logo is published.", record);
        }
    }

    private static void CheckLocation(CheckRun run, string record, string tag, string? value, string ending, bool isNeeded)
    {
        // An empty l= declines to have a logo.
        if (string.IsNullOrEmpty(value))
        {
            if (!isNeeded)
            {
                run.Add(FindingSeverity.Notice, "bimi.no-certificate", "Without a certificate (a=) Gmail and Apple show no logo.", record, "Get a mark certificate for the logo and name it in a=.");
            }

            return;
        }

        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || !uri.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            run.Add(FindingSeverity.Warning, "bimi.location", $"{tag} is no https: address of a file that ends with {ending}.", record, $"Correct {tag}.");
        }
    }
}
