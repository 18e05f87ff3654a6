using Xunit;

namespace Outreach.TestServers;

/// <summary>One run of a fuzz test: what each input may cost, and what the costliest one did.</summary>
internal sealed class FuzzRun<T>(Action<T> check, Func<T, int> size)
{
    /// <summary>Bytes above the size of the input. All that is allocated counts, so that no more can be in use at any time.</summary>
    private const long MaxBytes = 64 << 20;

    /// <summary>Processor time. An input that takes longer is read again; only one that always does is a hang.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private TimeSpan _slowest;
    private long _mostBytes;
    private volatile int _seed = -1;

    /// <summary>Checks one input.</summary>
    public void Check(int seed, T input)
    {
        _seed = seed;
        var time = Measure(input, out var bytes);
        for (var again = 0; time > Hang && again < 3; again++)
        {
            time = Measure(input, out bytes);
        }

        Assert.True(time <= Hang, $"hangs for {time}");
        Assert.InRange(bytes, 0, MaxBytes + size(input));
        _slowest = time > _slowest ? time : _slowest;
        _mostBytes = Math.Max(bytes, _mostBytes);
    }

    /// <summary>Waits for the loop; fails if it stays with one input, which then never ends.</summary>
    public async Task WaitAsync(Task loop)
    {
        for (var last = -2; await Task.WhenAny(loop, Task.Delay(Patience, TestContext.Current.CancellationToken)) != loop; last = _seed)
        {
            Assert.True(last != _seed, $"seed {_seed} never ends");
        }

        await loop;
    }

    public override string ToString() => $"slowest {_slowest.TotalMilliseconds:F1} ms, most allocated {_mostBytes >> 10} KiB";

    private TimeSpan Measure(T input, out long bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadTime.Now;
        check(input);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return ThreadTime.Now - start;
    }
}
