using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach;
using Outreach.Storage.EfCore;
using Outreach.Storage.EfCore.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as the store.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>
    /// Keeps everything in a SQLite file, which is created and migrated on first use. Several processes on one machine can use the same file.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, such as <c>Data Source=outreach.db</c>.</param>
    /// <param name="configure">Sets further options, or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    public static IOutreachBuilder UseSqlite(
        this IOutreachBuilder builder, string connectionString, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        var services = builder.Services;
        services.AddOptions<SqliteStorageOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        services.Configure<SqliteStorageOptions>(options => options.ConnectionString = connectionString);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<SqliteDatabase>();
        services.Replace(ServiceDescriptor.Singleton<OutreachDatabase>(provider => provider.GetRequiredService<SqliteDatabase>()));
        services.UseEfStores();
        services.Replace(ServiceDescriptor.Singleton<IContactStore, SqliteContactStore>());
        services.Replace(ServiceDescriptor.Singleton<ISuppressionStore, SqliteSuppressionStore>());
        services.Replace(ServiceDescriptor.Singleton<IParticipantStore, SqliteParticipantStore>());
        services.Replace(ServiceDescriptor.Singleton<ISendLedger>(provider => new SqliteSendLedger(
            provider.GetRequiredService<SqliteDatabase>(),
            provider.GetRequiredKeyedService<TimeProvider>(EfStoreServices.LeaseClockKey),
            provider.GetRequiredService<EventSubscriptions>())));
        return builder;
    }
}
