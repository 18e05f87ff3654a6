using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.InMemory;

/// <summary>Makes in-memory stores for the conformance kit.</summary>
public sealed class InMemoryStoreFactory : IStoreFactory
{
    public ValueTask<StoreUnderTest> CreateAsync(IServiceCollection services)
    {
        new Builder(services).UseInMemoryStore();
        return ValueTask.FromResult(new StoreUnderTest(services.BuildServiceProvider()));
    }

    private sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
