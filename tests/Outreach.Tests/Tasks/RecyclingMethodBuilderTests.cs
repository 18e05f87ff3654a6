using System.Runtime.CompilerServices;

namespace Outreach.Tests.Tasks;

public sealed class RecyclingMethodBuilderTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Call_ThatNeverWaits_GivesItsResult()
    {
        Assert.Equal(3, await AddAsync(1, 2, Task.CompletedTask));
        await RunAsync(Task.CompletedTask, () => { });
    }

    [Fact]
    public async Task Call_ThatWaits_GivesItsResult()
    {
        var gate = new TaskCompletionSource();
        var call = AddAsync(1, 2, gate.Task);
        Assert.False(call.IsCompleted);
        gate.SetResult();
        Assert.Equal(3, await call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ThatFails_ThrowsWhatItThrew(bool waits)
    {
        var gate = new TaskCompletionSource();
        var call = RunAsync(waits ? gate.Task : Task.CompletedTask, () => throw new InvalidOperationException("broken"));
        gate.SetResult();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await call);
        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public async Task Call_WhoseWaitIsCancelled_IsCancelled()
    {
        var call = AddAsync(1, 2, Task.Delay(Timeout.Infinite, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task Calls_OnManyThreads_NeverGetEachOthersResults()
    {
        // More at a time than boxes are kept, each through a method that waits in another, again and again.
        await Task.WhenAll(Enumerable.Range(0, 600).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.Equal((worker * 1_000) + i + 1, await NestAsync(worker * 1_000, i));
            }
        })));
    }

    [Fact]
    public async Task Call_KeepsItsAmbientValues_AndLeavesItsCallersAlone()
    {
        Ambient.Value = "outer";
        var gate = new TaskCompletionSource();
        var call = AmbientAsync("inner", gate.Task);
        Assert.Equal("outer", Ambient.Value);
        await Task.Run(() =>
        {
            Ambient.Value = "other";
            gate.SetResult();
        });
        Assert.Equal("inner", await call);
        Assert.Equal("outer", Ambient.Value);
    }

    [Fact]
    public async Task Call_AfterOthers_AllocatesNothing()
    {
        var gate = new Gate();
        Assert.Equal(1, await gate.RunAsync());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            gate.RunThrough();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private static async ValueTask<int> AddAsync(int a, int b, Task wait)
    {
        await wait.ConfigureAwait(false);
        return a + b;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder))]
    private static async ValueTask RunAsync(Task wait, Action action)
    {
        await wait.ConfigureAwait(false);
        action();
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private static async ValueTask<int> NestAsync(int a, int b)
    {
        await Task.Yield();
        var sum = await AddAsync(a, b, Task.Run(static () => { })).ConfigureAwait(false);
        await Task.Yield();
        return sum + 1;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private static async ValueTask<string?> AmbientAsync(string value, Task wait)
    {
        Ambient.Value = value;
        await wait.ConfigureAwait(false);
        return Ambient.Value;
    }

    /// <summary>Something to wait for that makes no garbage of its own.</summary>
    private sealed class Gate : ICriticalNotifyCompletion
    {
        private Action? _continue;

        public bool IsCompleted { get; private set; }

        public Gate GetAwaiter() => this;

        public void OnCompleted(Action continuation) => _continue = continuation;

        public void UnsafeOnCompleted(Action continuation) => _continue = continuation;

        public void GetResult() => IsCompleted = false;

        public ValueTask<int> RunAsync()
        {
            var call = WaitAsync();
            Open();
            return call;
        }

        public void RunThrough()
        {
            var call = RunAsync();
            Assert.True(call.IsCompleted && call.Result == 1);
        }

        private void Open()
        {
            IsCompleted = true;
            _continue!();
        }

        [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
        private async ValueTask<int> WaitAsync()
        {
            await this;
            return 1;
        }
    }
}
