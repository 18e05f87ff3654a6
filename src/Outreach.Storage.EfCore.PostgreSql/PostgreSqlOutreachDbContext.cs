using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// An Outreach database in PostgreSQL. The tables are in the schema that comes first on the connection's search path; text is compared byte
/// by byte (collation "C"), times are rounded down to microseconds.
/// </summary>
public sealed class PostgreSqlOutreachDbContext : OutreachDbContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="options">The options.</param>
    public PostgreSqlOutreachDbContext(DbContextOptions<PostgreSqlOutreachDbContext> options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        PostgreSqlModel.Build(modelBuilder);
    }
}
