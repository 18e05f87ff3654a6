using System.Net;
using System.Security.Cryptography;
using Outreach.Dns;

namespace Outreach.Deliverability.Tests.Reports;

public sealed class DomainCheckerTests
{
    private static readonly string Key = MakeKey(2048);

    [Fact]
    public async Task Check_DomainInOrder_FindsNothingToDo()
    {
        var report = await CheckAsync(Good(), request => request, new FixedPolicy("version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n"));

        Assert.All(report.Findings, finding => Assert.True(finding.Severity == FindingSeverity.Good, finding.ToString()));
        Assert.Equal(Enum.GetValues<DomainCheckArea>(), report.Findings.Select(finding => finding.Area).Distinct());
        Assert.Equal(FindingSeverity.Good, report.Severity);
        Assert.Equal("example.com", report.OrganizationalDomain);
    }

    [Fact]
    public async Task Check_DomainWithNothing_GivesTheRecordsToPublish()
    {
        var report = await CheckAsync(new ZoneResolver(), request => request with { SpfIncludes = ["_spf.esp.test"] });

        Assert.Equal("v=spf1 ip4:198.18.0.1 include:_spf.esp.test ~all", Record(report, "spf.missing").Value);
        Assert.Equal("_dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@example.com\"", Record(report, "dmarc.missing").ToString());
        Assert.Equal(("s1._domainkey.example.com", Key), (Record(report, "dkim.missing").Name, Record(report, "dkim.missing").Value));
        Assert.Equal("1.0.18.198.in-addr.arpa. IN PTR mail.example.com.", Record(report, "ptr.missing").ToString());
        Assert.Equal("v=TLSRPTv1; rua=mailto:postmaster@example.com", Record(report, "tls-rpt.missing").Value);
        Assert.Equal("_mta-sts.example.com", Record(report, "mta-sts.missing").Name);
        Assert.Contains(report.Findings, finding => finding.Code == "mx.missing");
        Assert.Contains(report.Findings, finding => finding.Code == "bimi.missing");
    }

    [Theory]
    [InlineData("v=spf1 +all", "spf.open", "v=spf1 ip4:198.18.0.1 ~all")]
    [InlineData("v=spf1 mx", "spf.no-all", "v=spf1 mx ip4:198.18.0.1 ~all")]
    [InlineData("v=spf1 -all", "spf.not-authorized", "v=spf1 ip4:198.18.0.1 -all")]
    [InlineData("v=spf1 ptr ip4:198.18.0.1 -all", "spf.ptr", null)]
    [InlineData("v=spf1 a:gone.example.com ip4:198.18.0.1 -all", "spf.voids", null)]
    [InlineData("v=spf1 include:gone.test ip4:198.18.0.1 -all", "spf.include-broken", null)]
    [InlineData("v=spf1 ip4:198.18.0.300 -all", "spf.syntax", null)]
    [InlineData("v=spf1 a a a a a a a a a ip4:198.18.0.1 -all", "spf.lookups-many", null)]
    [InlineData("v=spf1 a a a a a a a a a a a ip4:198.18.0.1 -all", "spf.lookups", null)]
    public async Task Check_SpfMistake_IsFoundWithItsRecord(string record, string code, string? proposal)
    {
        var report = await CheckAsync(new ZoneResolver().Txt("example.com", record).Address("example.com", "198.18.0.9"), request => request);

        Assert.Equal(proposal, report.Findings.First(finding => finding.Code == code).Record?.Value);
    }

    [Fact]
    public async Task Check_TwoSpfRecords_AreMergedToOne()
    {
        var dns = new ZoneResolver().Txt("example.com", "v=spf1 mx -all").Txt("example.com", "v=spf1 include:_spf.esp.test ~all");

        var report = await CheckAsync(dns, request => request);

        Assert.Equal("v=spf1 mx include:_spf.esp.test ip4:198.18.0.1 ~all", Record(report, "spf.multiple").Value);
    }

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=", "dkim.revoked")]
    [InlineData("v=DKIM1; k=rsa; p=AAAA", "dkim.malformed")]
    [InlineData("v=DKIM1; k=rsa", "dkim.malformed")]
    [InlineData("v=DKIM1; k=rsa; h=sha1; p=AAAA", "dkim.malformed")]
    public async Task Check_DkimMistake_IsFound(string record, string code)
    {
        var report = await CheckAsync(new ZoneResolver().Txt("s1._domainkey.example.com", record), request => request);

        Assert.Equal(Key, Record(report, code).Value);
    }

    [Fact]
    public async Task Check_DkimKeysThatAreWeakTestedOrOthers_AreFound()
    {
        var weak = MakeKey(1024).Replace("v=DKIM1;", "v=DKIM1; t=y;", StringComparison.Ordinal);

        var report = await CheckAsync(new ZoneResolver().Txt("s1._domainkey.example.com", Split(weak)), request => request);

        Assert.Equal(["dkim.weak", "dkim.test", "dkim.other-key"], report.Findings.Where(finding => finding.Area == DomainCheckArea.Dkim).Select(finding => finding.Code));
        Assert.DoesNotContain("t=y", Record(report, "dkim.test").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=DMARC1; p=none; rua=mailto:d@example.com", "dmarc.none", "v=DMARC1; p=quarantine; rua=mailto:d@example.com")]
    [InlineData("v=DMARC1; p=reject", "dmarc.no-reports", "v=DMARC1; p=reject; rua=mailto:postmaster@example.com")]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:d@example.com", "dmarc.test", "v=DMARC1; p=reject; rua=mailto:d@example.com")]
    [InlineData("v=DMARC1; p=reject; pct=50; rua=mailto:d@example.com", "dmarc.pct", "v=DMARC1; p=reject; rua=mailto:d@example.com")]
    [InlineData("v=DMARC1; p=refuse; rua=mailto:d@example.com", "dmarc.syntax", null)]
    [InlineData("v=DMARC1; p=refuse", "dmarc.invalid", "v=DMARC1; p=none; rua=mailto:postmaster@example.com")]
    public async Task Check_DmarcMistake_IsFoundWithItsRecord(string record, string code, string? proposal)
    {
        var report = await CheckAsync(new ZoneResolver().Txt("_dmarc.example.com", record), request => request);

        Assert.Equal(proposal, report.Findings.First(finding => finding.Code == code).Record?.Value);
    }

    [Fact]
    public async Task Check_DmarcReportsToAnotherOrganisation_NeedItsConsent()
    {
        var dns = new ZoneResolver().Txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:a@reports.test,mailto:b@agreed.test");
        dns.Txt("example.com._report._dmarc.agreed.test", "v=DMARC1");

        var report = await CheckAsync(dns, request => request);

        Assert.Equal("example.com._report._dmarc.reports.test. IN TXT \"v=DMARC1;\"", Record(report, "dmarc.report-destination").ToString());
    }

    [Fact]
    public async Task Check_HostsMistakes_AreFound()
    {
        var dns = new ZoneResolver().Mx("example.com", "mx1.example.com").Mx("example.com", "mx2.example.com").Mx("example.com", "mx3.example.com")
            .Named("mx2.example.com", DnsRecordType.Cname, "real.example.com").Address("real.example.com", "9.9.9.9").Address("mx3.example.com", "10.0.0.1")
            .Ptr("198.18.0.1", "host-198-18-0-1.isp.test").Address("host-198-18-0-1.isp.test", "198.18.0.1");

        var codes = Codes(await CheckAsync(dns, request => request));

        Assert.Contains("mx.no-address", codes);
        Assert.Contains("mx.alias", codes);
        Assert.Contains("mx.private", codes);
        Assert.Contains("ptr.generic", codes);
    }

    [Fact]
    public async Task Check_NameThatDoesNotLeadBack_NamesTheRecord()
    {
        var report = await CheckAsync(new ZoneResolver().Ptr("198.18.0.1", "mail.example.com").Address("mail.example.com", "192.0.2.9"), request => request);

        Assert.Equal("mail.example.com. IN A 198.18.0.1", Record(report, "ptr.unconfirmed").ToString());
    }

    [Fact]
    public async Task Check_Blocklists_TellListingsFromRefusals()
    {
        var dns = new ZoneResolver().Address("1.0.18.198.bl.test", "127.0.0.2").Txt("1.0.18.198.bl.test", "spam seen").Address("example.com.dbl.test", "127.255.255.254");

        var report = await CheckAsync(dns, request => request with
        {
            Blocklists = [new Blocklist { Zone = "bl.test" }, new Blocklist { Zone = "dbl.test", Target = BlocklistTarget.Domain }],
        });

        Assert.Contains("spam seen", report.Findings.Single(finding => finding.Code == "blocklist.listed").Evidence, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Notice, report.Findings.Single(finding => finding.Code == "blocklist.refused").Severity);
    }

    [Theory]
    [InlineData("version: STSv1\nmode: testing\nmx: *.example.com\nmax_age: 604800\n", "mta-sts.mode")]
    [InlineData("version: STSv1\r\nmode: enforce\r\nmx: mx.other.test\r\nmax_age: 604800\r\n", "mta-sts.mx")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 60\n", "mta-sts.max-age")]
    [InlineData("<html>not found</html>", "mta-sts.policy")]
    public async Task Check_MtaStsPolicyMistake_IsFound(string policy, string code) =>
        Assert.Contains(code, Codes(await CheckAsync(Good(), request => request, new FixedPolicy(policy))));

    [Fact]
    public async Task Check_DnsSilent_SaysUnknownAndNothingElse()
    {
        var dns = new ZoneResolver();
        foreach (var name in (string[])["example.com", "_dmarc.example.com", "s1._domainkey.example.com", "1.0.18.198.in-addr.arpa", "_mta-sts.example.com", "_smtp._tls.example.com", "default._bimi.example.com"])
        {
            dns.Silent(name);
        }

        var report = await CheckAsync(dns, request => request);

        Assert.All(report.Findings.Where(finding => finding.Area != DomainCheckArea.Blocklists), finding => Assert.EndsWith(".unknown", finding.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("a..b")]
    public async Task Check_WhatIsNoDomain_SaysSo(string domain)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => CheckAsync(new ZoneResolver(), request => request with { Domain = domain }));

        Assert.StartsWith("Check a domain such as example.com", exception.Message, StringComparison.Ordinal);
    }

    private static ZoneResolver Good() => new ZoneResolver()
        .Txt("example.com", "v=spf1 ip4:198.18.0.0/24 -all")
        .Txt("s1._domainkey.example.com", Split(Key))
        .Txt("_dmarc.example.com", "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")
        .Mx("example.com", "mx.example.com").Address("mx.example.com", "9.9.9.9")
        .Ptr("198.18.0.1", "mail.example.com").Address("mail.example.com", "198.18.0.1")
        .Txt("_mta-sts.example.com", "v=STSv1; id=20260101")
        .Txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:tls@example.com")
        .Txt("default._bimi.example.com", "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/logo.pem");

    private static Task<DomainReport> CheckAsync(ZoneResolver dns, Func<DomainCheckRequest, DomainCheckRequest> change, IMtaStsPolicySource? policies = null) =>
        new DomainChecker(dns, policies: policies).CheckAsync(
            change(new DomainCheckRequest
            {
                Domain = "Example.com",
                SendingAddresses = [IPAddress.Parse("198.18.0.1")],
                DkimSelectors = [new DkimSelector { Name = "s1", Record = Key }],
            }),
            TestContext.Current.CancellationToken);

    private static PublishedRecord Record(DomainReport report, string code) => report.Findings.Single(finding => finding.Code == code).Record!;

    private static List<string> Codes(DomainReport report) => [.. report.Findings.Select(finding => finding.Code)];

    private static string MakeKey(int bits)
    {
        using var key = RSA.Create(bits);
        return $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";
    }

    private static string[] Split(string text) => [.. text.Chunk(255).Select(part => new string(part))];

    private sealed class FixedPolicy(string text) : IMtaStsPolicySource
    {
        public Task<MtaStsFetch> FetchAsync(string domain, CancellationToken cancellationToken = default) => Task.FromResult(new MtaStsFetch { Text = text });
    }
}
