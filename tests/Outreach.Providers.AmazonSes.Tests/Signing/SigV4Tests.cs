using System.Text;
using Amazon.Runtime;
using Outreach.TestServers;
using Outreach.Testing;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>
/// Requests of AWS's public signing suite (awslabs/aws-c-auth, <c>aws-signing-test-suite/v4</c>). Both the code under test and the implementation that
/// verifies the requests in the other tests must give its signatures. Left out is what the provider never sends: paths that are not normalised or not
/// escaped, queries that are not sorted, and headers that occur twice or span lines.
/// </summary>
public sealed class SigV4Tests
{
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string BodyHash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
    private const string SessionToken = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    private const string Form = "Param1=value1";

    public static TheoryData<string, string, string, string, string, string> Suite => new()
    {
        { "get-vanilla", "GET", "/", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "get-unreserved", "GET", "/" + Unreserved, "", "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
        { "get-vanilla-query-unreserved", "GET", $"/?{Unreserved}={Unreserved}", "", "", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
        { "get-vanilla-utf8-query", "GET", "/?%E1%88%B4=bar", "", "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
        { "get-vanilla-with-session-token", "GET", "/", $"x-amz-security-token:{SessionToken}", "", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8" },
        { "post-vanilla", "POST", "/", "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
        { "post-vanilla-query", "POST", "/?Param1=value1", "", "", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
        { "post-header-key-sort", "POST", "/", "my-header1:value1", "", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
        { "post-header-value-case", "POST", "/", "my-header1:VALUE1", "", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
        {
            "post-x-www-form-urlencoded", "POST", "/", $"content-type:application/x-www-form-urlencoded|content-length:13|x-amz-content-sha256:{BodyHash}", Form,
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
        },
        {
            "post-x-www-form-urlencoded-parameters", "POST", "/",
            $"content-type:application/x-www-form-urlencoded; charset=utf-8|content-length:13|x-amz-content-sha256:{BodyHash}", Form,
            "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422"
        },
    };

    [Theory]
    [MemberData(nameof(Suite))]
    public void Sign_OfTheSuitesRequests_GivesItsSignatures(string name, string method, string target, string more, string body, string signature)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://example.amazonaws.com" + target);
        var headers = HeadersOf(more);

        SigV4.Sign(
            request,
            headers,
            Encoding.ASCII.GetBytes(body),
            new ImmutableCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null),
            "us-east-1",
            "service",
            new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));

        Assert.EndsWith("Signature=" + signature, request.Headers.Authorization!.Parameter, StringComparison.Ordinal);
        Assert.True(IsAccepted(method, target, headers, body, request.Headers.Authorization.ToString()), name);
        Assert.False(IsAccepted(method, target, headers, body + " ", request.Headers.Authorization.ToString()), name);
    }

    [Fact]
    public void Signatures_AreThoseOfTheConformanceData()
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");

        Assert.All(
            vectors.RootElement.GetProperty("sigv4").GetProperty("sample").EnumerateArray(),
            static sample => Assert.Contains(Suite, one => one.Data.Item6 == sample.GetProperty("signature").GetString()));
    }

    private static SortedDictionary<string, string> HeadersOf(string more)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" };
        foreach (var header in more.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..];
        }

        return headers;
    }

    private static bool IsAccepted(string method, string target, SortedDictionary<string, string> headers, string body, string authorization)
    {
        var seen = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { ["Authorization"] = authorization };
        var parts = target.Split('?', 2);
        var request = new HttpServerRequest(method, parts[0], parts.Length > 1 ? parts[1] : "", seen, Encoding.ASCII.GetBytes(body));
        return IndependentSigV4.FindFault(
            request, "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", seen.GetValueOrDefault("x-amz-security-token"), "service") is null;
    }
}
