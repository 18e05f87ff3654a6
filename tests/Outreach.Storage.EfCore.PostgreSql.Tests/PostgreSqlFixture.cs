using Microsoft.Extensions.DependencyInjection;
using Outreach.Storage.EfCore.PostgreSql.Tests;
using Outreach.TestServers;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>The server of a test run. Each test has a database of its own, a copy of one whose migrations were applied once.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => PostgreSqlServer.StartAsync());
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>Starts the server if no test did so before, or skips the test.</summary>
    internal static Task<PostgreSqlServer> ServerAsync() => Shared.Value;

    /// <summary>Makes an empty Outreach database.</summary>
    internal static async Task<string> CreateDatabaseAsync() => await (await Shared.Value).CreateDatabaseAsync(await Template.Value);

    /// <summary>Makes the services of a process, which uses the database's clock.</summary>
    internal static ServiceProvider Services(string connectionString, Action<PostgreSqlStorageOptions>? configure = null)
    {
        var services = new ServiceCollection();
        Use(services, connectionString, configure);
        return services.BuildServiceProvider();
    }

    internal static void Use(IServiceCollection services, string connectionString, Action<PostgreSqlStorageOptions>? configure = null) =>
        new Builder(services).UsePostgreSql(connectionString, options =>
        {
            options.AllowDataLoss = true;
            configure?.Invoke(options);
        });

    public async ValueTask DisposeAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var server = await Shared.Value;
        var name = await server.CreateDatabaseAsync();
        await using var services = Services(server.ConnectionString(name));
        await services.GetRequiredService<IMetadataStore>().GetAsync("any");
        return name;
    }

    private sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
