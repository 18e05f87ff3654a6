namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// Lets the writers of one process wait for each other in order. SQLite has one writer at a time anyway, but those who find the file locked
/// poll for it; here they are woken.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_gate);
    }

    /// <summary>Waits on a thread that has nothing else to do.</summary>
    public IDisposable Enter()
    {
        _gate.Wait();
        return new Turn(_gate);
    }

    public void Dispose() => _gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
