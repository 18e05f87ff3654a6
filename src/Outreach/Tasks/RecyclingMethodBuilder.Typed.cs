using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>The same as <see cref="RecyclingMethodBuilder"/> for methods with a result.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The compiler calls them on the instance.")]
internal struct RecyclingMethodBuilder<TResult>
{
    private RecycledBox<TResult>? _box;
    private Exception? _exception;
    private TResult _result;

    public static RecyclingMethodBuilder<TResult> Create() => default;

    public readonly ValueTask<TResult> Task =>
        _box is not null ? new ValueTask<TResult>(_box, _box.Version)
        : _exception is not null ? ValueTask.FromException<TResult>(_exception)
        : new ValueTask<TResult>(_result);

    public readonly ValueTask UntypedTask =>
        _box is not null ? new ValueTask(_box, _box.Version)
        : _exception is not null ? ValueTask.FromException(_exception)
        : default;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        // The framework's way to keep the caller's ambient values from what the method changes; the builder itself is not used.
        var starter = default(AsyncValueTaskMethodBuilder);
        starter.Start(ref stateMachine);
    }

    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
        // Called by nobody: boxes hold state machines by value.
    }

    public void SetResult(TResult result)
    {
        if (_box is null)
        {
            _result = result;
        }
        else
        {
            _box.SetResult(result);
        }
    }

    public void SetException(Exception exception)
    {
        if (_box is null)
        {
            _exception = exception;
        }
        else
        {
            _box.SetException(exception);
        }
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(BoxOf(ref stateMachine).Continue);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(BoxOf(ref stateMachine).Continue);

    private RecycledBox<TStateMachine, TResult> BoxOf<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_box is RecycledBox<TStateMachine, TResult> box)
        {
            box.Capture();
            return box;
        }

        // This builder is a part of the state machine: it must know its box before the box takes its copy.
        box = RecycledBox<TStateMachine, TResult>.Rent();
        _box = box;
        box.Take(stateMachine);
        box.Capture();
        return box;
    }
}
