using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Outreach.Providers.AmazonSes;

/// <summary>
/// Signs requests (AWS Signature Version 4). The canonical request is written here, since the requests are few and fixed; key derivation and signature are
/// <see cref="AWS4Signer"/>'s.
/// </summary>
internal static class SigV4
{
    public const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Signs a request by its headers, which must be all set. Its path must hold unreserved characters and escapes only.</summary>
    /// <param name="request">The request; gets <c>Authorization</c>.</param>
    /// <param name="headers">The headers to sign, by lower-case name.</param>
    /// <param name="body">The body.</param>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The region.</param>
    /// <param name="service">The service's name for signing.</param>
    /// <param name="now">The time in <c>x-amz-date</c>.</param>
    public static void Sign(
        HttpRequestMessage request,
        SortedDictionary<string, string> headers,
        ReadOnlySpan<byte> body,
        ImmutableCredentials credentials,
        string region,
        string service,
        DateTimeOffset now)
    {
        var names = string.Join(';', headers.Keys);
        var canonical = new StringBuilder(request.Method.Method)
            .Append('\n').Append(CanonicalPath(request.RequestUri!))
            .Append('\n').Append(request.RequestUri!.Query.TrimStart('?'))
            .Append('\n');
        foreach (var (name, value) in headers)
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(HashOf(body));
        var signature = AWS4Signer.ComputeSignature(
            credentials.AccessKey, credentials.SecretKey, region, now.UtcDateTime, service, names, canonical.ToString());
        var authorization = signature.ForAuthorizationHeader;
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        request.Headers.Authorization = new AuthenticationHeaderValue(authorization[..space], authorization[(space + 1)..]);
    }

    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>All services but S3 want each segment escaped once more than it is sent.</summary>
    private static string CanonicalPath(Uri address) =>
        string.Join('/', address.AbsolutePath.Split('/').Select(static segment => Uri.EscapeDataString(segment)));
}
