using System.Security.Cryptography;
using System.Text;
using Outreach.Testing;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>SigV4 by the book (AWS "Create a signed AWS API request"), apart from the code under test and from the AWS SDK.</summary>
internal static class IndependentSigV4
{
    /// <summary>Computes the signature of a request as the server sees it.</summary>
    public static string? FindFault(HttpServerRequest request, string accessKey, string secret, string region, string? token, string service = "ses")
    {
        var authorization = request.Header("Authorization");
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            return "no SigV4";
        }

        var fields = authorization["AWS4-HMAC-SHA256 ".Length..].Split(',', StringSplitOptions.TrimEntries).Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
        var date = request.Header("X-Amz-Date");
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        var signed = fields["SignedHeaders"].Split(';');
        if (fields["Credential"] != $"{accessKey}/{scope}" || !signed.SequenceEqual(signed.Order(StringComparer.Ordinal)) || !signed.Contains("host") || !signed.Contains("x-amz-date"))
        {
            return "credential or signed headers";
        }

        if (request.Header("X-Amz-Security-Token") != (token ?? "") || (token is not null && !signed.Contains("x-amz-security-token")))
        {
            return "session token";
        }

        // Every segment of the path is escaped once more.
        var path = string.Concat(request.Path.Select(one => char.IsAsciiLetterOrDigit(one) || "-._~/".Contains(one, StringComparison.Ordinal) ? one.ToString() : $"%{(int)one:X2}"));
        var hash = Convert.ToHexString(SHA256.HashData(request.Body)).ToLowerInvariant();
        var canonical = $"{request.Method}\n{path}\n{request.Query}\n{string.Concat(signed.Select(name => $"{name}:{request.Header(name)}\n"))}\n{fields["SignedHeaders"]}\n{hash}";
        var text = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))).ToLowerInvariant()}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);
        return Convert.ToHexStringLower(Mac(key, text)) == fields["Signature"] ? null : "signature";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
