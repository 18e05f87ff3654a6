namespace Outreach.Benchmarks;

/// <summary>Looks at the managed memory every tenth of a second and remembers the most that was in use after a collection.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory() => _timer = new Timer(static state => ((PeakMemory)state!).Look(), this, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

    public long Stop()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
        return Volatile.Read(ref _peak);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var used = GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes;
        if (used > Volatile.Read(ref _peak))
        {
            Volatile.Write(ref _peak, used);
        }
    }
}
