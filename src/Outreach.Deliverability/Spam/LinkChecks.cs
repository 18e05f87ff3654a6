using System.Net;
using System.Text.RegularExpressions;

namespace Outreach.Deliverability;

/// <summary>Looks at where the message leads.</summary>
internal static partial class LinkChecks
{
    private const int ManyLinks = 20;
    private const int ManyHosts = 6;

    private static readonly HashSet<string> Shorteners = new(StringComparer.OrdinalIgnoreCase)
    {
        "bit.ly", "bl.ink", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly",
        "tiny.cc", "tinyurl.com", "v.gd",
    };

    public static void Run(ContentScan scan)
    {
        var links = Links(scan).ToList();
        if (links.Count > ManyLinks)
        {
            scan.Add(FindingSeverity.Notice, "link.many", $"The message has {links.Count} links.", "", $"Keep them below {ManyLinks}; cold mail does best with one.");
        }

        var hosts = links.Select(link => link.Uri.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (hosts.Count > ManyHosts)
        {
            scan.Add(FindingSeverity.Notice, "link.many-hosts", $"The links lead to {hosts.Count} different hosts.", string.Join(", ", hosts), "Lead to your own domain.");
        }

        foreach (var link in links.DistinctBy(link => link.Uri.AbsoluteUri, StringComparer.Ordinal).Take(ManyLinks))
        {
            Check(scan, link.Uri, link.Text);
        }
    }

    private static void Check(ContentScan scan, Uri uri, string text)
    {
        if (Shorteners.Contains(uri.Host))
        {
            scan.Add(FindingSeverity.Warning, "link.shortened", "A link hides where it leads behind a shortener, as spam does.", uri.OriginalString, "Link to the page itself.");
        }

        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out _))
        {
            scan.Add(FindingSeverity.Error, "link.address", "A link leads to an address instead of a name.", uri.OriginalString, "Link to a name.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp)
        {
            scan.Add(FindingSeverity.Notice, "link.insecure", "A link is not encrypted.", uri.OriginalString, "Use https.");
        }

        if (uri.IdnHost.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            scan.Add(FindingSeverity.Notice, "link.international", "A link leads to an international name, which filters take for an imitation.", uri.OriginalString, "Use a name in ASCII if you have one.");
        }

        if (ShownHost().Match(text.Trim()) is { Success: true } shown && !IsSameSite(shown.Groups["host"].Value, uri.Host))
        {
            scan.Add(FindingSeverity.Error, "link.other-host", $"A link shows {shown.Groups["host"].Value} but leads to {uri.Host}, as phishing does.", uri.OriginalString, "Show words, or the host that it leads to; have links tracked under your own domain.");
        }
    }

    private static bool IsSameSite(string shown, string actual)
    {
        var list = Dns.PublicSuffixList.Default;
        return (list.GetRegistrableDomain(shown) ?? shown).Equals(list.GetRegistrableDomain(actual) ?? actual, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<(Uri Uri, string Text)> Links(ContentScan scan)
    {
        var found = scan.Document is { } document
            ? document.QuerySelectorAll("a[href], area[href]").Select(anchor => (Href: anchor.GetAttribute("href") ?? "", Text: anchor.TextContent))
            : Address().Matches(scan.VisibleText).Select(match => (Href: match.Value, Text: ""));
        foreach (var (href, text) in found)
        {
            if (Uri.TryCreate(href.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            {
                yield return (uri, text);
            }
        }
    }

    [GeneratedRegex(@"https?://[^\s<>""')]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    // A text that is itself an address of a page.
    [GeneratedRegex(@"^(https?://)?(?<host>([a-z0-9-]+\.)+[a-z]{2,24})(/\S*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ShownHost();
}
