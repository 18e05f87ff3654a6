using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Tests.InMemory;

public sealed class InMemoryBuilderExtensionsTests
{
    [Fact]
    public void UseInMemoryStore_CalledTwice_RegistersEachStoreOnce()
    {
        var services = new ServiceCollection();
        var builder = new Builder(services);

        builder.UseInMemoryStore().UseInMemoryStore();

        Assert.Single(services, service => service.ServiceType == typeof(ISendLedger));
        using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<IContactStore>(), provider.GetRequiredService<IContactStore>());
    }

    private sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
