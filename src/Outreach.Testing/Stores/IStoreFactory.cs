namespace Outreach.Testing;

/// <summary>Supplied by the author of a store, so that the conformance kit can test it.</summary>
public interface IStoreFactory
{
    /// <summary>Makes an empty store.</summary>
    /// <param name="leaseClock">The clock by which the store's leases must run.</param>
    /// <returns>The store; the kit disposes it.</returns>
    ValueTask<StoreUnderTest> CreateAsync(TimeProvider leaseClock);
}
