using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>Makes SQLite stores in temporary folders for the conformance kit.</summary>
public sealed class SqliteStoreFactory : IStoreFactory
{
    public ValueTask<StoreUnderTest> CreateAsync(TimeProvider leaseClock)
    {
        var folder = new TemporaryFolder();
        return ValueTask.FromResult(new StoreUnderTest(Services(folder.DatabasePath, leaseClock), folder.Dispose));
    }

    internal static ServiceProvider Services(string path, TimeProvider? leaseClock = null)
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton("Outreach.LeaseClock", leaseClock ?? TimeProvider.System);
        new Builder(services).UseSqlite($"Data Source={path}");
        return services.BuildServiceProvider();
    }

    internal sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
