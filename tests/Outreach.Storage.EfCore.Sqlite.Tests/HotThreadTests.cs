namespace Outreach.Storage.EfCore.Sqlite.Tests;

public sealed class HotThreadTests
{
    [Fact]
    public async Task Work_RunsInOrderOnOneThreadOfItsOwn()
    {
        using var thread = new HotThread();
        var order = new List<(int Number, int Thread, bool IsPool)>();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => thread.RunAsync(
            () =>
            {
                order.Add((number, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
                return number;
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 100), order.Select(entry => entry.Number));
        var (_, id, isPool) = Assert.Single(order.DistinctBy(entry => entry.Thread));
        Assert.NotEqual(Environment.CurrentManagedThreadId, id);
        Assert.False(isPool);
    }

    [Fact]
    public async Task WorkThatFails_FailsForItsCallerOnly()
    {
        using var thread = new HotThread();

        var failing = thread.RunAsync<int>(() => throw new InvalidOperationException("as a test"), TestContext.Current.CancellationToken);
        var after = thread.RunAsync(() => 1, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(1, await after);
    }

    [Fact]
    public async Task WorkThatHasNotBegun_CanBeCancelled()
    {
        using var thread = new HotThread();
        using var cancellation = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var first = thread.RunAsync(
            () =>
            {
                begun.SetResult();
                gate.Wait();
                return 1;
            },
            cancellation.Token);
        var second = thread.RunAsync(() => 2, cancellation.Token);

        await begun.Task;
        await cancellation.CancelAsync();
        gate.Set();

        Assert.Equal(1, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Disposal_RunsWhatIsPending_AndTakesNothingMore()
    {
        var thread = new HotThread();
        var pending = Enumerable.Range(0, 10).Select(number => thread.RunAsync(() => number, TestContext.Current.CancellationToken)).ToArray();

        thread.Dispose();

        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(pending));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => thread.RunAsync(() => 1, TestContext.Current.CancellationToken));
    }
}
