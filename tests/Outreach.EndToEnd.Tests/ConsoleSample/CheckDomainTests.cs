using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>check-domain against the test zones.</summary>
public sealed class CheckDomainTests
{
    [Fact]
    public async Task CheckDomain_TestZone_ShowsWhatToPublish()
    {
        await using var server = await ServerAsync();

        var result = await SampleProcess.RunAsync("check-domain", "shop.test", "--dns", $"127.0.0.1:{server.Port}", "--ip", "198.18.0.2", "--no-blocklists");

        Assert.True(result.ExitCode == 8, result.ToString());
        Assert.Contains("spf.not-authorized", result.Output, StringComparison.Ordinal);
        Assert.Contains("v=spf1 include:_spf.esp.test ip4:198.18.0.2 -all", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("include:_spf.esp.test: v=spf1 ip4:198.18.0.1 ~all", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckDomain_AsJson_CanBeRead()
    {
        await using var server = await ServerAsync();

        var result = await SampleProcess.RunAsync("check-domain", "shop.test", "--dns", $"127.0.0.1:{server.Port}", "--ip", "198.18.0.1", "--no-blocklists", "--json");
        using var report = JsonDocument.Parse(result.Output);

        Assert.Equal(1, report.RootElement.GetProperty("spf").GetProperty("lookups").GetInt32());
        Assert.Contains(report.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == "dmarc.none");
    }

    [Fact]
    public async Task CheckDomain_EveryArea_IsReadFromTheZones()
    {
        await using var server = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["shop.test"] = """
                @ IN MX 10 mx
                mx IN CNAME other
                other IN A 9.9.9.9
                @ IN TXT "v=spf1 ip4:198.18.0.2 -all"
                s1._domainkey IN TXT "v=DKIM1; p="
                _dmarc IN TXT "v=DMARC1; p=none; rua=mailto:d@shop.test"
                _mta-sts IN TXT "v=STSv1; id=1"
                _smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:tls@shop.test"
                default._bimi IN TXT "v=BIMI1; l=http://shop.test/logo.png"
                """,
            ["zen.spamhaus.org"] = "2.0.18.198 IN A 127.0.0.4\n2.0.18.198 IN TXT \"seen in a trap\"",
        });
        string[] command = ["check-domain", "shop.test", "--dns", $"127.0.0.1:{server.Port}", "--ip", "198.18.0.2", "--selector", "s1"];

        var shown = await SampleProcess.RunAsync(command);
        var asJson = await SampleProcess.RunAsync([.. command, "--json"]);
        using var report = JsonDocument.Parse(asJson.Output);

        Assert.Equal((8, 8), (shown.ExitCode, asJson.ExitCode));
        var codes = report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!).ToList();
        foreach (var code in (string[])["spf.ok", "dkim.revoked", "dmarc.none", "mx.alias", "ptr.missing", "mta-sts.unreachable", "tls-rpt.ok", "bimi.location", "blocklist.listed"])
        {
            Assert.Contains(code, codes);
            Assert.Contains(code, shown.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CheckDomain_WhatIsNoDomain_SaysWhatToGive()
    {
        var result = await SampleProcess.RunAsync("check-domain", "a..b");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("give one such as example.com", result.Errors, StringComparison.Ordinal);
    }

    private static Task<DnsServer> ServerAsync() => DnsServer.StartAsync(new Dictionary<string, string>
    {
        ["shop.test"] = "@ IN MX 10 mx\nmx IN A 9.9.9.9\n@ IN TXT \"v=spf1 include:_spf.esp.test -all\"\n_dmarc IN TXT \"v=DMARC1; p=none; rua=mailto:d@shop.test\"",
        ["esp.test"] = "_spf IN TXT \"v=spf1 ip4:198.18.0.1 ~all\"",
    });
}
