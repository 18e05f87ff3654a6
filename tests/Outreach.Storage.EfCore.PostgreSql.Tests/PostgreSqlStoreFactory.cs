using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>Makes PostgreSQL stores in databases of their own for the conformance kit.</summary>
public sealed class PostgreSqlStoreFactory : IStoreFactory
{
    private const string Empty =
        """
        DO $$ BEGIN EXECUTE (
            SELECT 'TRUNCATE ' || string_agg(format('outreach.%I', tablename), ', ') FROM pg_tables
            WHERE schemaname = 'outreach' AND tablename <> '__outreach_migrations');
        END $$
        """;

    private static readonly ConcurrentBag<string> Free = [];

    public async ValueTask<StoreUnderTest> CreateAsync(IServiceCollection services)
    {
        var server = await PostgreSqlFixture.ServerAsync();

        // A database is used again when a test is done with it: emptying one takes a tenth of the time of copying one.
        var name = Free.TryTake(out var free) ? free : await PostgreSqlFixture.CreateDatabaseAsync();
        await server.ExecuteAsync(Empty, name);
        PostgreSqlFixture.Use(services, server.ConnectionString(name));
        return new StoreUnderTest(services.BuildServiceProvider(), () => Free.Add(name));
    }
}
