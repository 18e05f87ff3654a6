using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Outreach.Providers.AmazonSes;

/// <summary>Tells addresses of SNS from those that only look like it: whatever a request names, nothing else is ever asked.</summary>
internal static partial class SnsAddress
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0
        && Host().IsMatch(address.Host);

    public static bool TryParseCertificate(string? text, [NotNullWhen(true)] out Uri? address) =>
        TryParse(text, out address) && address.Query.Length == 0 && address.AbsolutePath.EndsWith(".pem", StringComparison.Ordinal);

    [GeneratedRegex(@"^sns\.[a-zA-Z0-9\-]{3,}\.amazonaws\.com(\.cn)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Host();
}
