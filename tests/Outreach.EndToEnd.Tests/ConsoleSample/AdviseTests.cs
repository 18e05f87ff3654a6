using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>advise against the test zones.</summary>
public sealed class AdviseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Advise_AboutADomain_CanBeReadAndDismissed()
    {
        await using var server = await DnsServer.StartAsync(new Dictionary<string, string>
        {
            ["shop.test"] = "@ IN TXT \"v=spf1 -all\"",
        });

        using (var report = JsonDocument.Parse((await RunAsync(server, "shop.test", "--json")).Output))
        {
            Assert.Contains(report.RootElement.EnumerateArray(), one => one.GetProperty("code").GetString() == "dmarc.missing");
        }

        var dismissed = await RunAsync(server, "shop.test", "--dismiss", "dmarc.missing", "--by", "Ada", "--reason", "next week");
        Assert.True(dismissed.ExitCode == 0, dismissed.ToString());
        Assert.Contains("next week", dismissed.Output, StringComparison.Ordinal);
        Assert.Contains("1 to do, 1 dismissed", (await RunAsync(server, "shop.test")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advise_AboutWhatIsNotThere_SaysWhatToGive()
    {
        var result = await SampleProcess.RunAsync("advise", "--data", _folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("start one with run", result.Errors, StringComparison.Ordinal);
    }

    private Task<SampleResult> RunAsync(DnsServer server, params string[] options) =>
        SampleProcess.RunAsync(["advise", "--data", _folder.Path, "--dns", $"127.0.0.1:{server.Port}", .. options]);
}
