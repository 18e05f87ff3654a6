using System.Diagnostics;
using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>What a number of messages took: of the clock, of this process's processor time, of memory, of the disk.</summary>
/// <param name="Messages">How many.</param>
/// <param name="Elapsed">How long.</param>
/// <param name="Cpu">The processor time of the process, which is the sink's too if the sink is in it.</param>
/// <param name="Allocated">The bytes that all threads allocated.</param>
/// <param name="Written">The bytes that the process wrote to files.</param>
internal readonly record struct Usage(int Messages, TimeSpan Elapsed, TimeSpan Cpu, long Allocated, long Written)
{
    public double PerSecond => Messages / Elapsed.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / Messages;

    public double AllocatedBytes => (double)Allocated / Messages;

    public double WrittenBytes => (double)Written / Messages;

    public static Usage Measure(int messages, Action action)
    {
        var start = Start.Now();
        action();
        return start.End(messages, TimeSpan.Zero);
    }

    /// <summary>The beginning of a measurement.</summary>
    internal readonly record struct Start(long Timestamp, TimeSpan Cpu, long Allocated, long Written)
    {
        public static Start Now() => new(
            Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), CountWritten());

        /// <param name="messages">How many messages were sent since.</param>
        /// <param name="pause">How long the measured code stood still because its memory was looked at.</param>
        public Usage End(int messages, TimeSpan pause) => new(
            messages,
            Stopwatch.GetElapsedTime(Timestamp) - pause,
            Environment.CpuUsage.TotalTime - Cpu - pause,
            GC.GetTotalAllocatedBytes(precise: true) - Allocated,
            CountWritten() - Written);

        /// <summary>Reads what Linux counts of <c>write</c> and its kin (sockets are served by others); 0 elsewhere.</summary>
        private static long CountWritten()
        {
            const string File = "/proc/self/io";
            const string Name = "wchar: ";
            return System.IO.File.Exists(File) && System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
                ? long.Parse(line.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture)
                : 0;
        }
    }
}
