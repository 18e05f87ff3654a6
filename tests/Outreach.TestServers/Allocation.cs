using Xunit;

namespace Outreach.TestServers;

/// <summary>
/// What work allocates once the runtime has compiled it. Until then it may box what it does not box later, and on a busy machine that takes a while;
/// a collection may also take buffers away that are then made anew. So the work is measured until it allocates no more than it may, or patience ends.
/// </summary>
public static class Allocation
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs work on this thread until a run allocates no more than it may, for a minute at most.</summary>
    /// <param name="work">The work, which must not change threads.</param>
    /// <param name="most">What it may allocate, in octets.</param>
    /// <returns>What the run that allocated least did allocate.</returns>
    public static async Task<long> LeastAsync(Action work, long most = 0)
    {
        ArgumentNullException.ThrowIfNull(work);
        var least = Measure(work);
        for (var round = 0; least > most && round < 3_000; round++)
        {
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
            least = Math.Min(least, Measure(work));
        }

        return least;
    }

    private static long Measure(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
