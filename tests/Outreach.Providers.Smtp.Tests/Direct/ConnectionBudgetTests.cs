namespace Outreach.Providers.Smtp.Tests;

public sealed class ConnectionBudgetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acquire_NoneLeft_ClosesAnIdleOneAndWaitsInOrder()
    {
        var closed = 0;
        var budget = new ConnectionBudget(2, () => closed++);
        await budget.AcquireAsync(Token);
        await budget.AcquireAsync(Token);
        Assert.Equal((0, false), (closed, budget.IsShort));

        var first = budget.AcquireAsync(Token).AsTask();
        var second = budget.AcquireAsync(Token).AsTask();
        Assert.Equal((2, true), (closed, budget.IsShort));
        Assert.False(first.IsCompleted || second.IsCompleted);

        budget.Release();
        await first;
        Assert.False(second.IsCompleted);
        budget.Release();
        await second;
        Assert.False(budget.IsShort);
    }

    [Fact]
    public async Task Acquire_Cancelled_LeavesThePlaceToOthers()
    {
        var budget = new ConnectionBudget(1, static () => { });
        await budget.AcquireAsync(Token);
        using var cancel = new CancellationTokenSource();
        var cancelled = budget.AcquireAsync(cancel.Token).AsTask();
        var patient = budget.AcquireAsync(Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        budget.Release();
        await patient;
    }
}
