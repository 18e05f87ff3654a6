using System.Collections.Concurrent;
using System.Reflection;

namespace Outreach.Tests.Sending;

/// <summary>A ledger that only takes batches: it notes how many entries each has, and commits it when the test says so.</summary>
public class CommitRecorder : DispatchProxy
{
    private readonly ConcurrentQueue<TaskCompletionSource<IReadOnlyList<IntentResult>>> _begun = new();

    public ConcurrentQueue<int> Sizes { get; } = new();

    public static ISendLedger Create(out CommitRecorder recorder)
    {
        var ledger = Create<ISendLedger, CommitRecorder>();
        recorder = (CommitRecorder)(object)ledger;
        return ledger;
    }

    /// <summary>Waits for the transaction of a number from 1, and lets it commit.</summary>
    public async Task CommitAsync(int number)
    {
        await UntilAsync(() => Sizes.Count >= number && !_begun.IsEmpty);
        Assert.True(_begun.TryDequeue(out var commit));
        commit.SetResult([]);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name != nameof(ISendLedger.CommitAsync) || args is not [_, LedgerBatch batch, _])
        {
            throw new NotSupportedException(targetMethod?.Name);
        }

        var commit = new TaskCompletionSource<IReadOnlyList<IntentResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun.Enqueue(commit);
        Sizes.Enqueue(batch.Count);
        return commit.Task;
    }
}
