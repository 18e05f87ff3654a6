using Outreach.TestServers;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>warmup, over several calls.</summary>
public sealed class WarmUpTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WarmUp_Started_ShowsPlanProgressAndChanges()
    {
        Assert.Contains("start with warmup --start", (await RunAsync()).Output, StringComparison.Ordinal);

        var started = await RunAsync("--start");

        Assert.True(started.ExitCode == 0, started.ToString());
        Assert.Contains("127.0.0.1: day 1 of the plan", started.Output, StringComparison.Ordinal);
        Assert.Contains("day  1 to  2:     50 a day  <- today, 0 used", started.Output, StringComparison.Ordinal);
        Assert.Contains("from day 29: no limit", started.Output, StringComparison.Ordinal);
        Assert.Contains("paused until 2026-03-17 00:00 UTC: by warmup --pause", (await RunAsync("--pause")).Output, StringComparison.Ordinal);

        var resumed = await RunAsync("--resume");
        Assert.DoesNotContain("paused until", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("started by warmup --start", resumed.Output, StringComparison.Ordinal);
    }

    private Task<SampleResult> RunAsync(params string[] options) => SampleProcess.RunAsync(["warmup", "--data", _folder.Path, .. options]);
}
