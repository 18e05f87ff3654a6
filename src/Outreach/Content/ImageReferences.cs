using System.Text.RegularExpressions;

namespace Outreach;

/// <summary>Finds the images that an HTML template shows by Content-ID (RFC 2392 §2); those whose address a template works out are not seen.</summary>
internal static partial class ImageReferences
{
    public static IReadOnlySet<string> Of(string html) =>
        Reference().Matches(html).Select(match => Uri.UnescapeDataString(match.Groups["id"].Value)).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("[\"'(=\\s]cid:(?<id>[^\"'()\\s<>{}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
