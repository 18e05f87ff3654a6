namespace Outreach;

/// <summary>A signal within one process, for authors of stores. Safe for concurrent use.</summary>
public sealed class DueSignal : IDueSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Gives the signal.</summary>
    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
