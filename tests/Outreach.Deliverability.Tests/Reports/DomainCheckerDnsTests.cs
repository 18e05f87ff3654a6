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

    [Fact]
    public async Task Check_EveryArea_FindsWhatIsInTheZones()
    {
        await using var server = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["good.test"] = """
                @ IN MX 10 mx
                mx IN A 9.9.9.9
                mail IN A 198.18.0.1
                _dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@good.test"
                _mta-sts IN TXT "v=STSv1; id=1"
                _smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:tls@good.test"
                default._bimi IN TXT "v=BIMI1; l=https://good.test/logo.svg; a=https://good.test/logo.pem"
                """,
            ["poor.test"] = """
                @ IN MX 10 mx
                mx IN CNAME round
                round IN CNAME and.round
                and.round IN CNAME round
                _dmarc IN TXT "v=DMARC1; p=none"
                _mta-sts IN TXT "v=STSv1; id=!"
                _smtp._tls IN TXT "v=TLSRPTv1; rua=ftp://poor.test"
                default._bimi IN TXT "v=BIMI1; l=http://poor.test/logo.png"
                """,
            ["0.18.198.in-addr.arpa"] = "1 IN PTR mail.good.test.\n2 IN PTR host-198-18-0-2.isp.test.",
            ["list.test"] = "good.test IN A 127.0.0.1\n2.0.18.198 IN A 127.0.0.2\n2.0.18.198 IN TXT \"seen in a trap\"\npoor.test IN A 127.255.255.254",
        });
        await server.TruncateAsync("_smtp._tls.good.test");
        var dns = new DnsResolver(new DnsResolverOptions { Servers = [server.EndPoint], AttemptTimeout = TimeSpan.FromSeconds(10) });
        var checker = new DomainChecker(dns, policies: new Policies());
        Task<DomainReport> CheckAllAsync(string domain, string address, BlocklistTarget target) => checker.CheckAsync(
            new DomainCheckRequest
            {
                Domain = domain,
                SendingAddresses = [IPAddress.Parse(address)],
                Blocklists = [new Blocklist { Zone = "list.test", Target = target }],
                Areas = [DomainCheckArea.Mx, DomainCheckArea.ReverseDns, DomainCheckArea.MtaSts, DomainCheckArea.TlsReporting, DomainCheckArea.Bimi, DomainCheckArea.Blocklists],
            },
            TestContext.Current.CancellationToken);

        var good = await CheckAllAsync("good.test", "198.18.0.1", BlocklistTarget.Address);
        Assert.All(good.Findings, finding => Assert.True(finding.Severity == FindingSeverity.Good, finding.ToString()));
        Assert.Equal(["bimi.ok", "blocklist.ok", "mta-sts.ok", "mx.ok", "ptr.ok", "tls-rpt.ok"], good.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));

        var poor = (await CheckAllAsync("poor.test", "198.18.0.2", BlocklistTarget.Address)).Findings.ToDictionary(finding => finding.Code);
        Assert.Superset(new HashSet<string> { "mta-sts.id", "tls-rpt.destination", "bimi.location", "blocklist.listed", "ptr.unconfirmed" }, poor.Keys.ToHashSet());
        Assert.Contains("seen in a trap", poor["blocklist.listed"].Evidence, StringComparison.Ordinal);
        Assert.Contains(poor.Keys, code => code is "mx.unknown" or "mx.no-address" or "mx.alias");
        Assert.Contains((await CheckAllAsync("poor.test", "198.18.0.2", BlocklistTarget.Domain)).Findings, finding => finding.Code == "blocklist.refused");
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

    private sealed class Policies : IMtaStsPolicySource
    {
        public Task<MtaStsFetch> FetchAsync(string domain, CancellationToken cancellationToken = default) =>
            Task.FromResult(new MtaStsFetch { Text = "version: STSv1\nmode: enforce\nmx: mx.good.test\nmax_age: 604800\n" });
    }
}
