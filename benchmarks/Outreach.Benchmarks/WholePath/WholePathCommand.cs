using System.Runtime;
using System.Security.Cryptography;
using Outreach.Benchmarks.Smtp;

namespace Outreach.Benchmarks;

/// <summary>
/// Measures the whole path, from leasing to recording, between two runs of a floor that sends messages of the same length over as many
/// connections to the same sink; the better of the two counts. Where Postfix's programs are installed, the sink is <c>smtp-sink</c> and the
/// floor <c>smtp-source</c>; elsewhere both are sockets in this process.
/// </summary>
internal static class WholePathCommand
{
    private const int WarmUp = 20_000;

    /// <summary>How long nothing more must have been compiled until what turned out to be hot is taken as ready.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(WholePathOptions options, TextWriter output)
    {
        using var key = RSA.Create(2048);
        var dkimKey = options.Dkim ? key.ExportPkcs8PrivateKeyPem() : null;
        using var local = new SmtpSink();
        await WarmUpAsync(options, local, dkimKey);
        var floor = SmtpSinkProcess.IsInstalled ? await PostfixFloor.StartAsync(options, local.Sample!) : (IWholePathFloor)new SocketFloor(options, local);
        await using (floor)
        {
            await using var run = new CampaignRun(options, floor.Port, dkimKey);
            await run.PrepareAsync();
            var before = await floor.MeasureAsync();
            var signatures = options.Dkim ? RsaFloor.Measure(key) : 0;
            var sinkBefore = floor.SinkCpu;
            var (engine, memory) = await run.SendAsync();
            var sinkCpu = (floor.SinkCpu - sinkBefore).TotalMicroseconds / options.Count;
            signatures = Math.Max(signatures, options.Dkim ? RsaFloor.Measure(key) : 0);
            var report = new WholePathReport(options, output);
            report.Print(floor.Name, Math.Max(before, await floor.MeasureAsync()), engine, sinkCpu, local.Sample!, memory);
            if (options.Dkim)
            {
                report.PrintSignatures(signatures, engine);
            }
        }
    }

    private static async Task WarmUpAsync(WholePathOptions options, SmtpSink sink, string? dkimKey)
    {
        var count = Math.Min(WarmUp, options.Count);
        await using var run = new CampaignRun(options with { Count = count }, sink.Port, dkimKey);
        await run.PrepareAsync();
        await run.SendAsync();
        if (sink.Messages != count)
        {
            throw new InvalidOperationException($"{count} messages were recorded as sent and {sink.Messages} were received.");
        }

        if (options.Count >= WarmUp)
        {
            await SettleAsync();
        }
    }

    private static async Task SettleAsync()
    {
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await Task.Delay(Settling, TimeProvider.System);
        }
        while (JitInfo.GetCompiledMethodCount() > compiled);
    }
}
