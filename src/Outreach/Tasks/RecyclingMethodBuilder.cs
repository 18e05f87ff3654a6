using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>
/// Builds asynchronous methods that make no garbage however many calls wait at a time: <see cref="PoolingAsyncValueTaskMethodBuilder"/> keeps one
/// box a core for the next call, and the send path has dozens of calls under way on each. For methods whose tasks are awaited once.
/// </summary>
internal struct RecyclingMethodBuilder
{
    private RecyclingMethodBuilder<bool> _builder;

    public static RecyclingMethodBuilder Create() => default;

    public readonly ValueTask Task => _builder.UntypedTask;

    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => _builder.Start(ref stateMachine);

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => _builder.SetStateMachine(stateMachine);

    public void SetResult() => _builder.SetResult(true);

    public void SetException(Exception exception) => _builder.SetException(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}
