using Outreach.Dns;

namespace Outreach.Deliverability;

/// <summary>Looks at where reports about encrypted delivery go (RFC 8460 §3).</summary>
internal sealed class TlsReportingCheck : IDomainCheck
{
    public DomainCheckArea Area => DomainCheckArea.TlsReporting;

    public async Task RunAsync(CheckRun run)
    {
        var name = "_smtp._tls." + run.Domain;
        var answer = await run.QueryAsync(name, DnsRecordType.Txt).ConfigureAwait(false);
        if (run.IsUnknown(answer, "tls-rpt.unknown"))
        {
            return;
        }

        var texts = answer.Texts.Where(text => TagList.HasVersion(text, "TLSRPTv1")).ToList();
        var proposal = PublishedRecord.Txt(name, $"v=TLSRPTv1; rua=mailto:{run.Facts.ReportMailbox}");
        if (texts.Count == 0)
        {
            run.Add(FindingSeverity.Notice, "tls-rpt.missing", "Nobody gets reports about failures of encrypted delivery.", "", "Publish this record.", proposal);
        }
        else if (texts.Count > 1)
        {
            run.Add(FindingSeverity.Warning, "tls-rpt.multiple", $"{name} has {texts.Count} records, so senders follow none of them.", string.Join('\n', texts), "Keep one.");
        }
        else if (!HasDestination(texts[0]))
        {
            run.Add(FindingSeverity.Warning, "tls-rpt.destination", "The record names no mailto: or https: address in rua.", texts[0], "Publish this record.", proposal);
        }
        else
        {
            run.Good("tls-rpt.ok", "Reports about encrypted delivery have an address.", texts[0]);
        }
    }

    private static bool HasDestination(string text) =>
        (TagList.Parse(text)["rua"] ?? "").Split(',', StringSplitOptions.TrimEntries).Any(piece =>
            Uri.TryCreate(piece, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeMailto || uri.Scheme == Uri.UriSchemeHttps));
}
