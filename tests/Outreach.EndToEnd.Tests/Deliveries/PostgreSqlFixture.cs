using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.TestServers;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Outreach.EndToEnd.Tests.Deliveries;

/// <summary>A server whose commits are on the disk, for tests that don't crash it; each has a database of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(() => PostgreSqlServer.StartAsync(durable: true));

    /// <summary>Makes an empty database and returns how to connect to it; skips the test if there is no server.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the test's server runs on Unix");
        var server = await _server.Value;
        return server.ConnectionString(await server.CreateDatabaseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
