using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// An Outreach database in SQLite. Ids are blobs of 16 bytes in network order, times are whole microseconds since 1970 (UTC); both sort
/// as what they mean.
/// </summary>
public sealed class SqliteOutreachDbContext : OutreachDbContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="options">The options.</param>
    public SqliteOutreachDbContext(DbContextOptions<SqliteOutreachDbContext> options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        SqliteModel.Build(modelBuilder);
    }
}
