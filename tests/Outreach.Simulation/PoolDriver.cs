namespace Outreach.Simulation;

/// <summary>
/// Lets virtual time pass whenever nothing is left to do. It runs on the only thread of the pool, as does everything that the engine leaves
/// to the pool, so at any moment one thing runs, and what runs next depends on nothing but the seed.
/// </summary>
internal sealed class PoolDriver : IThreadPoolWorkItem, IDisposable
{
    private readonly ManualResetEventSlim _ended = new();
    private readonly Func<bool> _step;
    private Exception? _failure;

    private PoolDriver(Func<bool> step) => _step = step;

    /// <summary>Runs a simulation to its end.</summary>
    /// <param name="step">Lets time pass until the next thing happens; <see langword="false"/> ends the simulation.</param>
    public static void Run(Func<bool> step)
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
        {
            throw new InvalidOperationException($"The pool has {threads} threads where the simulation needs 1 to be repeatable.");
        }

        using var driver = new PoolDriver(step);
        ThreadPool.UnsafeQueueUserWorkItem(driver, preferLocal: false);
        driver._ended.Wait();
        if (driver._failure is { } failure)
        {
            throw new InvalidOperationException("The simulation itself failed.", failure);
        }
    }

    public void Execute()
    {
        try
        {
            if (ThreadPool.PendingWorkItemCount == 0 && !_step())
            {
                _ended.Set();
                return;
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
            _ended.Set();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Dispose() => _ended.Dispose();
}
