using Outreach.Storage.EfCore;
using Outreach.Storage.EfCore.PostgreSql;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Maps Outreach's tables in a host's own context.</summary>
public static class PostgreSqlModelBuilderExtensions
{
    /// <summary>
    /// Adds Outreach's tables to the model, so that the host's migrations make them and keep them up to date, in one database with its own.
    /// Set <see cref="PostgreSqlStorageOptions.Migrate"/> to <see langword="false"/> then, and add a migration after each update of Outreach.
    /// </summary>
    /// <param name="modelBuilder">The host's model.</param>
    /// <param name="schema">The schema of the tables, the same as <see cref="PostgreSqlStorageOptions.Schema"/>.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder MapOutreachPostgreSql(this ModelBuilder modelBuilder, string schema = "outreach")
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        OutreachModel.Build(modelBuilder);
        PostgreSqlModel.Build(modelBuilder);
        foreach (var type in OutreachModel.EntityTypes(modelBuilder))
        {
            type.SetSchema(schema);
        }

        return modelBuilder;
    }
}
