using Amazon.Runtime;
using Outreach.TestServers;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>Requests of AWS's public signing suite.</summary>
public sealed class SigV4Tests
{
    private const string Date = "20150830T123600Z";

    [Theory]
    [InlineData("get-vanilla")]
    [InlineData("post-x-www-form-urlencoded (signed body)")]
    public void Sign_OfTheSuitesRequests_GivesItsSignatures(string name)
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");
        var suite = vectors.RootElement.GetProperty("sigv4");
        var expected = suite.GetProperty("sample").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).GetProperty("signature").GetString()!;
        var credentials = suite.GetProperty("credentials");
        var body = name == "get-vanilla" ? [] : "Param1=value1"u8.ToArray();
        using var request = new HttpRequestMessage(body.Length == 0 ? HttpMethod.Get : HttpMethod.Post, "https://example.amazonaws.com/");
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = "example.amazonaws.com", ["x-amz-date"] = Date };
        if (body.Length > 0)
        {
            headers["content-type"] = "application/x-www-form-urlencoded";
            headers["content-length"] = "13";
            headers["x-amz-content-sha256"] = SigV4.HashOf(body);
        }

        SigV4.Sign(
            request,
            headers,
            body,
            new ImmutableCredentials(credentials.GetProperty("access_key_id").GetString(), credentials.GetProperty("secret_access_key").GetString(), null),
            suite.GetProperty("region").GetString()!,
            suite.GetProperty("service").GetString()!,
            suite.GetProperty("timestamp").GetDateTimeOffset());

        Assert.Contains("Signature=" + expected, request.Headers.Authorization!.Parameter, StringComparison.Ordinal);
    }
}
