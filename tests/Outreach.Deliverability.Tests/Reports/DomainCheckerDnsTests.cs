using System.Net;
using Outreach.Dns;
using Outreach.TestServers;

namespace Outreach.Deliverability.Tests.Reports;

/// <summary>The checks through the resolver and BIND.</summary>
public sealed class DomainCheckerDnsTests
{
    [Fact]
    public async Task Check_TestZones_FindsWhatIsInThem()
    {
        var long2048 = string.Join("\" \"", ("v=DKIM1; k=rsa; p=" + Convert.ToBase64String(Key())).Chunk(200).Select(part => new string(part)));
        await using var server = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["good.test"] = $"""
                @ IN A 192.0.2.1
                @ IN MX 10 mx
                mx IN A 9.9.9.9
                mail IN A 198.18.0.1
                @ IN TXT "v=spf1 include:_spf.esp.test -all"
                s1._domainkey IN TXT "{long2048}"
                _dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@good.test"
                """,
            ["esp.test"] = "_spf IN TXT \"v=spf1 ip4:198.18.0.0/24 ~all\"",
            ["0.18.198.in-addr.arpa"] = "1 IN PTR mail.good.test.",
            ["bad.test"] = "@ IN TXT \"v=spf1 include:bad.test +all\"\n@ IN TXT \"v=spf1 -all\"\n_dmarc IN TXT \"v=DMARC1; p=none\"",
            ["broken.test"] = "no zone",
        });
        var checker = Checker(server, TimeSpan.FromMinutes(1));

        var good = await CheckAsync(checker, "good.test");
        Assert.All(good.Findings, finding => Assert.True(finding.Severity == FindingSeverity.Good, finding.ToString()));
        Assert.Equal(1, good.Spf.Lookups);

        var bad = await CheckAsync(checker, "bad.test");
        Assert.Equal(["spf.multiple", "dkim.missing", "dmarc.none", "dmarc.no-reports", "mx.missing"], bad.Findings.Where(finding => finding.Area != DomainCheckArea.ReverseDns).Select(finding => finding.Code));

        var broken = await CheckAsync(checker, "broken.test");
        Assert.Equal(["spf.unknown", "dkim.unknown", "dmarc.unknown", "mx.unknown"], broken.Findings.Where(finding => finding.Area != DomainCheckArea.ReverseDns).Select(finding => finding.Code));
        Assert.Contains("SERVFAIL", broken.Findings.First(finding => finding.Code == "mx.unknown").Evidence, StringComparison.Ordinal);

        await server.DropAsync("silent.test");
        await server.DropAsync("*.silent.test");
        var silent = await CheckAsync(Checker(server, TimeSpan.FromSeconds(1)), "silent.test");
        Assert.Contains("did not answer within 1 s", silent.Findings.First(finding => finding.Code == "mx.unknown").Evidence, StringComparison.Ordinal);
    }

    private static DomainChecker Checker(DnsServer server, TimeSpan patience) =>
        new(new DnsResolver(new DnsResolverOptions { Servers = [server.EndPoint], AttemptTimeout = patience, Attempts = 1 }));

    private static Task<DomainReport> CheckAsync(DomainChecker checker, string domain) => checker.CheckAsync(
        new DomainCheckRequest
        {
            Domain = domain,
            SendingAddresses = [IPAddress.Parse("198.18.0.1")],
            DkimSelectors = [new DkimSelector { Name = "s1" }],
            Areas = [DomainCheckArea.Spf, DomainCheckArea.Dkim, DomainCheckArea.Dmarc, DomainCheckArea.Mx, DomainCheckArea.ReverseDns],
        },
        TestContext.Current.CancellationToken);

    private static byte[] Key()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfo();
    }
}
