using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>Prints what a whole-path run measured.</summary>
internal sealed class WholePathReport(WholePathOptions options, TextWriter output)
{
    public void Print(string floorName, double floor, Usage engine, double sinkCpu, SinkSample sample, MemorySamples memory)
    {
        Write($"whole path: {options.Count:N0} messages of {sample.Content.Length:N0} B, {options.Connections} connections, {options.Slots} slots, store {options.Store}{(options.Dkim ? ", DKIM" : "")}{(options.Early ? ", early envelopes" : "")}");
        Write($"  {floorName,-16}{floor,10:N0} messages/s");
        Write($"  {"engine",-16}{engine.PerSecond,10:N0} messages/s, {engine.PerSecond / floor:F2} of that");
        Write($"  CPU {engine.CpuMicroseconds:F1} µs a message{(sinkCpu > 0 ? "" : " with the sink's")}{(sinkCpu > 0 ? string.Create(CultureInfo.InvariantCulture, $", the sink's {sinkCpu:F1} µs") : "")}; allocated {engine.AllocatedBytes:N0} B, written {engine.WrittenBytes:N0} B a message");
        Write($"  managed memory: start {Megabytes(memory.Start)}, middle {Megabytes(memory.Middle)}, end {Megabytes(memory.End)}");
    }

    /// <param name="signatures">RSA operations a second on all processors.</param>
    /// <param name="engine">What the engine took.</param>
    public void PrintSignatures(double signatures, Usage engine) =>
        Write($"  bare RSA-2048 on {Environment.ProcessorCount} threads {signatures:N0}/s; the engine reaches {engine.PerSecond / signatures:F2} of it");

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
