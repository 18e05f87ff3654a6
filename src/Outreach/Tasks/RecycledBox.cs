using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Outreach;

/// <summary>What a call of an asynchronous method is kept in while it waits, and what its caller awaits. Kept for the next call afterwards.</summary>
internal abstract class RecycledBox<TResult> : IValueTaskSource<TResult>, IValueTaskSource
{
    // Continuations run where the result is set, as those of the framework's builders do.
    private ManualResetValueTaskSourceCore<TResult> _core;

    public short Version => _core.Version;

    public void SetResult(TResult result) => _core.SetResult(result);

    public void SetException(Exception exception) => _core.SetException(exception);

    public TResult GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Recycle();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Forgets the call and makes the box ready for another.</summary>
    protected abstract void Recycle();
}

/// <summary>The box of one method.</summary>
[SuppressMessage("StyleCop.CSharp.MaintainabilityRules", "SA1402:File may only contain a single type", Justification = "The same type, by method.")]
internal sealed class RecycledBox<TStateMachine, TResult> : RecycledBox<TResult>
    where TStateMachine : IAsyncStateMachine
{
    private const int MaxKept = 256;

    private static readonly Lock Gate = new();
    private static readonly RecycledBox<TStateMachine, TResult>?[] Kept = new RecycledBox<TStateMachine, TResult>?[MaxKept];
    private static int _keptCount;

    private TStateMachine _stateMachine = default!;
    private ExecutionContext? _context;

    private RecycledBox() => Continue = Run;

    /// <summary>Gets what goes on with the method.</summary>
    public Action Continue { get; }

    public static RecycledBox<TStateMachine, TResult> Rent()
    {
        lock (Gate)
        {
            if (_keptCount > 0)
            {
                var box = Kept[--_keptCount]!;
                Kept[_keptCount] = null;
                return box;
            }
        }

        return new RecycledBox<TStateMachine, TResult>();
    }

    /// <summary>Takes over what the method was started with on its caller's stack.</summary>
    public void Take(TStateMachine stateMachine) => _stateMachine = stateMachine;

    /// <summary>Remembers the caller's ambient values for when the method goes on.</summary>
    public void Capture() => _context = ExecutionContext.Capture();

    protected override void Recycle()
    {
        _stateMachine = default!;
        _context = null;
        lock (Gate)
        {
            if (_keptCount < MaxKept)
            {
                Kept[_keptCount++] = this;
            }
        }
    }

    private void Run()
    {
        if (_context is { } context)
        {
            ExecutionContext.Run(context, static box => ((RecycledBox<TStateMachine, TResult>)box!)._stateMachine.MoveNext(), this);
        }
        else
        {
            _stateMachine.MoveNext();
        }
    }
}
