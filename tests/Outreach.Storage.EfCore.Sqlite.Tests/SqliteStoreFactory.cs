using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>Makes SQLite stores in temporary folders for the conformance kit.</summary>
public sealed class SqliteStoreFactory : IStoreFactory
{
    // Making a database is tested elsewhere; here each test starts with a copy of an empty one.
    private static readonly Lazy<Task<byte[]>> Empty = new(MakeEmptyAsync);

    public async ValueTask<StoreUnderTest> CreateAsync(IServiceCollection services)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.DatabasePath, await Empty.Value);
        new Builder(services).UseSqlite($"Data Source={folder.DatabasePath}");
        return new StoreUnderTest(services.BuildServiceProvider(), folder.Dispose);
    }

    private static async Task<byte[]> MakeEmptyAsync()
    {
        using var folder = new TemporaryFolder();
        await using (var services = Services(folder.DatabasePath))
        {
            await services.GetRequiredService<IMetadataStore>().GetAsync("any");
        }

        // Closing the last connection has moved the write-ahead log into the file.
        return await File.ReadAllBytesAsync(folder.DatabasePath);
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
