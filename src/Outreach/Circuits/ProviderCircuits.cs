using System.Collections.Concurrent;

namespace Outreach;

/// <summary>The circuits of all providers of this process.</summary>
internal sealed class ProviderCircuits(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ProviderCircuit> _circuits = new(StringComparer.Ordinal);

    public ProviderCircuit Of(string providerName) => _circuits.GetOrAdd(providerName, static (name, clock) => new ProviderCircuit(name, clock), time);
}
