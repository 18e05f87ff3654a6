using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Deliverability;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows what was found out about a domain: area by area, the worst in red, with the records to publish.</summary>
internal static class DomainReportScreen
{
    private const int UnbrokenWidth = 10_000;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Show(DomainReport report, IAnsiConsole console)
    {
        if (Console.IsOutputRedirected)
        {
            // Records are copied from here: no line may be broken.
            console.Profile.Width = UnbrokenWidth;
        }

        console.MarkupLineInterpolated($"[bold]{report.Domain}[/], organisation {report.OrganizationalDomain}");
        foreach (var area in report.Findings.GroupBy(static finding => finding.Area))
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{Title(area.Key)}[/]");
            foreach (var finding in area.OrderByDescending(static finding => finding.Severity))
            {
                Show(finding, console);
            }
        }

        console.WriteLine();
        ShowTree(report.Spf.Root, 0, console);
        var counts = report.Findings.CountBy(static finding => finding.Severity).ToDictionary();
        console.WriteLine(string.Join(", ", Enum.GetValues<FindingSeverity>().Reverse().Select(severity => $"{counts.GetValueOrDefault(severity)} {severity.ToString().ToLowerInvariant()}")));
    }

    public static string ToJson(DomainReport report) => JsonSerializer.Serialize(
        new
        {
            report.Domain,
            report.OrganizationalDomain,
            report.CheckedAt,
            report.Severity,
            report.Findings,
            Spf = new { report.Spf.Lookups, report.Spf.VoidLookups, Records = report.Spf.Nodes.Select(static node => new { node.Domain, node.Term, Record = node.Text, node.Lookups, node.Problem }) },
            Dmarc = new { report.Dmarc.PolicyDomain, Record = report.Dmarc.Record?.Text, report.Dmarc.Problem },
        },
        JsonOptions);

    private static void Show(DomainFinding finding, IAnsiConsole console)
    {
        var (color, word) = finding.Severity switch
        {
            FindingSeverity.Error => ("red", "error"),
            FindingSeverity.Warning => ("yellow", "warning"),
            FindingSeverity.Notice => ("blue", "notice"),
            _ => ("green", "good"),
        };
        console.MarkupLine($"  [{color}]{word,-7}[/] {Markup.Escape(finding.Message)} [dim]{finding.Code}[/]");
        Line(console, finding.Evidence.ReplaceLineEndings(" | "), "dim");
        Line(console, finding.Fix, "default");
        Line(console, finding.Record?.ToString() ?? "", "bold");
    }

    private static void Line(IAnsiConsole console, string text, string style)
    {
        if (text.Length > 0)
        {
            console.MarkupLine($"          [{style}]{Markup.Escape(text)}[/]");
        }
    }

    private static void ShowTree(SpfAuditNode node, int depth, IAnsiConsole console)
    {
        if (depth == 0)
        {
            console.MarkupLineInterpolated($"[bold]SPF takes {node.Lookups} of 10 look-ups[/]");
        }

        console.WriteLine($"  {new string(' ', depth * 2)}{(node.Term.Length > 0 ? node.Term : node.Domain)}: {(node.Problem.Length > 0 ? node.Problem : node.Text)}");
        foreach (var child in node.Children)
        {
            ShowTree(child, depth + 1, console);
        }
    }

    private static string Title(DomainCheckArea area) => area switch
    {
        DomainCheckArea.Spf => "SPF: who may send",
        DomainCheckArea.Dkim => "DKIM: signatures",
        DomainCheckArea.Dmarc => "DMARC: what receivers do with failures",
        DomainCheckArea.Mx => "MX: replies and bounces",
        DomainCheckArea.ReverseDns => "Reverse DNS: names of sending addresses",
        DomainCheckArea.MtaSts => "MTA-STS: encrypted delivery",
        DomainCheckArea.TlsReporting => "TLS reporting",
        DomainCheckArea.Bimi => "BIMI: the logo",
        _ => "Blocklists",
    };
}
