using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Testing;

/// <summary>Supplied by the author of a store, so that the conformance kit can test it.</summary>
public interface IStoreFactory
{
    /// <summary>Makes an empty store.</summary>
    /// <param name="services">
    /// Services that hold what the store must use: the clock by which its leases run (keyed <c>Outreach.LeaseClock</c>), and event
    /// subscriptions. Register the store here and build them.
    /// </param>
    /// <returns>The store; the kit disposes it.</returns>
    ValueTask<StoreUnderTest> CreateAsync(IServiceCollection services);
}
