using System.Diagnostics;

namespace Outreach.Benchmarks;

/// <summary>What a number of messages took: of the clock, of both sides' processor time, of memory.</summary>
/// <param name="Messages">How many.</param>
/// <param name="Elapsed">How long.</param>
/// <param name="Cpu">The processor time of the process, the sink's included.</param>
/// <param name="Allocated">The bytes that all threads allocated.</param>
internal readonly record struct Usage(int Messages, TimeSpan Elapsed, TimeSpan Cpu, long Allocated)
{
    public double PerSecond => Messages / Elapsed.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / Messages;

    public double AllocatedBytes => (double)Allocated / Messages;

    public static Usage Measure(int messages, Action action)
    {
        var start = Start.Now();
        action();
        return start.End(messages, TimeSpan.Zero);
    }

    /// <summary>The beginning of a measurement.</summary>
    internal readonly record struct Start(long Timestamp, TimeSpan Cpu, long Allocated)
    {
        public static Start Now() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));

        /// <param name="messages">How many messages were sent since.</param>
        /// <param name="pause">How long the measured code stood still because its memory was looked at.</param>
        public Usage End(int messages, TimeSpan pause) => new(
            messages,
            Stopwatch.GetElapsedTime(Timestamp) - pause,
            Environment.CpuUsage.TotalTime - Cpu - pause,
            GC.GetTotalAllocatedBytes(precise: true) - Allocated);
    }
}
