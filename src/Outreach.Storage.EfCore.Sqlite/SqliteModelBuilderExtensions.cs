using Outreach.Storage.EfCore;
using Outreach.Storage.EfCore.Sqlite;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Maps Outreach's tables in a host's own context.</summary>
public static class SqliteModelBuilderExtensions
{
    /// <summary>
    /// Adds Outreach's tables to the model, so that the host's migrations make them and keep them up to date, in one database with its own.
    /// Set <see cref="SqliteStorageOptions.Migrate"/> to <see langword="false"/> then, and add a migration after each update of Outreach.
    /// </summary>
    /// <param name="modelBuilder">The host's model.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder MapOutreachSqlite(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        OutreachModel.Build(modelBuilder);
        SqliteModel.Build(modelBuilder);
        return modelBuilder;
    }
}
