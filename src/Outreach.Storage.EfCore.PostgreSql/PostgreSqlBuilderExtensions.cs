using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Storage.EfCore;
using Outreach.Storage.EfCore.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as the store.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>
    /// Keeps everything in a schema of a PostgreSQL database, which is made and migrated on first use. Any number of processes on any number of
    /// machines can use it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, such as <c>Host=db;Database=app;Username=app;Password=…</c>.</param>
    /// <param name="configure">Sets further options, or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder UsePostgreSql(
        this IOutreachBuilder builder, string connectionString, Action<PostgreSqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        var services = builder.Services;
        services.AddLogging();
        services.AddOptions<PostgreSqlStorageOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlStorageOptions>, PostgreSqlStorageOptionsValidator>());
        services.Configure<PostgreSqlStorageOptions>(options => options.ConnectionString = connectionString);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<PostgreSqlDatabase>();
        services.TryAddSingleton<WorkerPresences>();
        services.TryAddSingleton<OutboxWriter>();
        services.Replace(ServiceDescriptor.Singleton<OutreachDatabase>(provider => provider.GetRequiredService<PostgreSqlDatabase>()));
        services.UseEfStores();
        services.Replace(ServiceDescriptor.Singleton<IContactStore, PostgreSqlContactStore>());
        services.Replace(ServiceDescriptor.Singleton<ISuppressionStore, PostgreSqlSuppressionStore>());
        services.Replace(ServiceDescriptor.Singleton<IParticipantStore, PostgreSqlParticipantStore>());
        services.Replace(ServiceDescriptor.Singleton<ISendLedger>(provider => new PostgreSqlSendLedger(
            provider.GetRequiredService<PostgreSqlDatabase>(),
            provider.GetRequiredService<WorkerPresences>(),
            provider.GetRequiredService<OutboxWriter>(),
            LeaseClockOf(provider))));
        return builder;
    }

    /// <summary>Real time is the database's, which all workers share; only a test's clock takes its place.</summary>
    private static TimeProvider? LeaseClockOf(IServiceProvider provider) =>
        provider.GetRequiredKeyedService<TimeProvider>(EfStoreServices.LeaseClockKey) is var clock && clock == TimeProvider.System ? null : clock;
}
