using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>
/// Measures the whole path, from leasing to recording, against an in-process sink, between two runs of the floor: the better of these two counts.
/// </summary>
internal static class WholePathCommand
{
    private const int WarmUp = 2_000;

    public static async Task RunAsync(WholePathOptions options, TextWriter output)
    {
        using var sink = new SmtpSink();
        await WarmUpAsync(options, sink);
        var sample = sink.Sample!;
        var floor = new RawSender(sink.Port, sample);
        floor.Send(Math.Min(WarmUp, options.Count), options.Connections);
        await using var run = new CampaignRun(options, sink);
        await run.PrepareAsync();
        var before = Usage.Measure(options.Count, () => floor.Send(options.Count, options.Connections));
        var (engine, memory) = await run.SendAsync();
        var after = Usage.Measure(options.Count, () => floor.Send(options.Count, options.Connections));
        Print(options, sample, before.PerSecond > after.PerSecond ? before : after, engine, memory, output);
    }

    private static async Task WarmUpAsync(WholePathOptions options, SmtpSink sink)
    {
        await using var run = new CampaignRun(options with { Count = Math.Min(WarmUp, options.Count) }, sink);
        await run.PrepareAsync();
        await run.SendAsync();
    }

    private static void Print(WholePathOptions options, SinkSample sample, Usage floor, Usage engine, MemorySamples memory, TextWriter output)
    {
        Write($"whole path: {options.Count:N0} messages, {options.Connections} connections, store {options.Store}, {sample.Content.Length:N0} B a message");
        Write($"  {"",-22}{"messages/s",12}{"CPU µs each",13}{"allocated B each",18}");
        Row("floor (raw sockets)", floor);
        Row("engine", engine);
        Write($"  {"engine / floor",-22}{engine.PerSecond / floor.PerSecond,12:F2}{engine.CpuMicroseconds / floor.CpuMicroseconds,13:F2}");
        Write($"  CPU includes the sink's. Managed memory: start {Megabytes(memory.Start)}, middle {Megabytes(memory.Middle)}, end {Megabytes(memory.End)}.");

        void Row(string name, Usage usage) =>
            Write($"  {name,-22}{usage.PerSecond,12:N0}{usage.CpuMicroseconds,13:F1}{usage.AllocatedBytes,18:N0}");

        void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
