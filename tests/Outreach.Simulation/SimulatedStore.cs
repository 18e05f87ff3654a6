using System.Reflection;

namespace Outreach.Simulation;

/// <summary>Any store but the ledger as a worker reaches it over a network: each call has a fate of its own.</summary>
#pragma warning disable CA1852, MA0053 // DispatchProxy derives from it at run time.
internal class SimulatedStore : DispatchProxy
#pragma warning restore CA1852, MA0053
{
    private static readonly MethodInfo CallMethod = typeof(SimulatedStore).GetMethod(nameof(CallAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo ReadMethod = typeof(SimulatedStore).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private object _store = null!;
    private SimulatedNetwork _network = null!;

    public static object Create(Type service, object store, SimulatedNetwork network)
    {
        var proxy = (SimulatedStore)Create(service, typeof(SimulatedStore));
        (proxy._store, proxy._network) = (store, network);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        // The caller's token is not sent along.
        object?[] sent = [.. args!.Select(argument => argument is CancellationToken ? CancellationToken.None : argument)];
        var result = targetMethod!.ReturnType;
        if (result == typeof(Task))
        {
            return _network.CallAsync(targetMethod.Name, async () =>
            {
                await (Task)Execute(targetMethod, sent)!;
                return true;
            });
        }

        var method = result.GetGenericTypeDefinition() == typeof(Task<>) ? CallMethod : ReadMethod;
        Func<object?> execute = () => Execute(targetMethod, sent);
        return method.MakeGenericMethod(result.GenericTypeArguments).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [targetMethod.Name, execute], null);
    }

    private object? Execute(MethodInfo method, object?[] arguments) => method.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private Task<T> CallAsync<T>(string name, Func<object?> execute) => _network.CallAsync(name, () => (Task<T>)execute()!);

    private async IAsyncEnumerable<T> ReadAsync<T>(string name, Func<object?> execute)
    {
        await foreach (var item in await _network.CallAsync(name, () => Task.FromResult((IAsyncEnumerable<T>)execute()!)))
        {
            yield return item;
        }
    }
}
