using System.Diagnostics;

namespace Outreach.Benchmarks;

/// <summary>The managed memory that is in use at the start, in the middle and at the end of a run, after a full collection each time.</summary>
internal sealed class MemorySamples(int count) : IProgress<SendProgress>
{
    private int _sent;

    public long Start { get; } = Live();

    public long Middle { get; private set; }

    public long End { get; private set; }

    /// <summary>Gets how long the collection in the middle took; everything stands still meanwhile.</summary>
    public TimeSpan Pause { get; private set; }

    public void Report(SendProgress value)
    {
        if (value.Kind == SendProgressKind.Sent && Interlocked.Increment(ref _sent) == count / 2)
        {
            var start = Stopwatch.GetTimestamp();
            Middle = Live();
            Pause = Stopwatch.GetElapsedTime(start);
        }
    }

    public void Finish() => End = Live();

    private static long Live()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
