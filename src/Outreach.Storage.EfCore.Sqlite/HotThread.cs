namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>A thread that runs one piece of work after another, in the order in which they came. It starts with the first.</summary>
internal sealed class HotThread : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<IWork> _pending = new();
    private Thread? _thread;
    private bool _closed;

    /// <summary>Runs work on the thread. Only what has not begun can be cancelled.</summary>
    /// <exception cref="ObjectDisposedException">The thread was ended.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var item = new Work<T>(work, cancellationToken);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _pending.Enqueue(item);
            Monitor.Pulse(_lock);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "outreach sqlite" };
                _thread.Start();
            }
        }

        return item.Task;
    }

    /// <summary>Ends the thread after what is pending.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _thread?.Join();
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            work.Run();
        }
    }

    private IWork? Next()
    {
        lock (_lock)
        {
            IWork? work;
            while (!_pending.TryDequeue(out work) && !_closed)
            {
                Monitor.Wait(_lock);
            }

            return work;
        }
    }

    private interface IWork
    {
        void Run();
    }

    private sealed class Work<T>(Func<T> work, CancellationToken cancellationToken)
        : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWork
    {
        public void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                SetCanceled(cancellationToken);
                return;
            }

            try
            {
                SetResult(work());
            }
            catch (Exception exception)
            {
                // The caller's to deal with; the thread goes on.
                SetException(exception);
            }
        }
    }
}
