namespace Outreach.Providers.Smtp;

/// <summary>
/// How many connections there may be to all servers together. Whoever finds none left has an idle one closed and waits for one that ends, in order of
/// arrival. Safe for concurrent use.
/// </summary>
/// <param name="most">How many.</param>
/// <param name="closeIdle">Closes an idle connection, if there is one.</param>
internal sealed class ConnectionBudget(int most, Action closeIdle)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _free = most;

    /// <summary>Gets whether somebody waits.</summary>
    public bool IsShort
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Any(static one => !one.Task.IsCompleted);
            }
        }
    }

    public ValueTask AcquireAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return ValueTask.CompletedTask;
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        // A connection that becomes idle asks whether somebody waits afterwards: one of both sees the other.
        closeIdle();
        return new ValueTask(WaitAsync(place, cancellationToken));
    }

    public void Release()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var place))
            {
                if (place.TrySetResult())
                {
                    return;
                }
            }

            _free++;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (place, token) => ((TaskCompletionSource)place!).TrySetCanceled(token), place);
        await place.Task.ConfigureAwait(false);
    }
}
