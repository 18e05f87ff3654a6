using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Transport;

public sealed class MtaStsPolicySourceTests
{
    private const string Policy = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";

    [Fact]
    public async Task Fetch_PolicyOverHttps_GivesItsText()
    {
        var (fetch, request) = await FetchAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Policy.Length}\r\n\r\n{Policy}");

        Assert.Equal(Policy, fetch.Text);
        Assert.StartsWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.com", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://other.test/\r\nContent-Length: 0\r\n\r\n", "answered with status 302")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answered with status 404")]
    [InlineData("nonsense\r\n\r\n", "can't be fetched")]
    public async Task Fetch_AnythingElse_SaysWhy(string answer, string problem)
    {
        var (fetch, _) = await FetchAsync(answer);

        Assert.Null(fetch.Text);
        Assert.Contains(problem, fetch.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_PolicyWithoutEnd_IsLeft()
    {
        var (fetch, _) = await FetchAsync($"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n{new string('x', 200_000)}");

        Assert.Contains("longer than 65536 octets", fetch.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_UntrustedCertificate_IsRefused()
    {
        var (fetch, _) = await FetchAsync("", trust: false);

        Assert.Null(fetch.Text);
        Assert.Contains("can't be fetched", fetch.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    public async Task Fetch_HostInsideTheNetwork_IsNotAsked(string address)
    {
        using var source = new MtaStsPolicySource(new ZoneResolver().Address("mta-sts.example.com", address));

        var fetch = await source.FetchAsync("example.com", TestContext.Current.CancellationToken);

        Assert.Contains("has no public address", fetch.Problem, StringComparison.Ordinal);
    }

    private static async Task<(MtaStsFetch Fetch, string Request)> FetchAsync(string answer, bool trust = true)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var certificate = TestCertificate.Create();
        var serving = ServeAsync(listener, certificate, answer);
        RemoteCertificateValidationCallback? validation = trust ? (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() : null;
        using var source = new MtaStsPolicySource(
            new ZoneResolver().Address("mta-sts.example.com", "127.0.0.1"), null, static _ => true, ((IPEndPoint)listener.LocalEndpoint).Port, validation);
        var fetch = await source.FetchAsync("example.com", TestContext.Current.CancellationToken);
        return (fetch, await serving);
    }

    private static async Task<string> ServeAsync(TcpListener listener, X509Certificate2 certificate, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            var buffer = new byte[4096];
            var length = await tls.ReadAsync(buffer, TestContext.Current.CancellationToken);
            await tls.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(buffer, 0, length);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return "";
        }
    }
}
