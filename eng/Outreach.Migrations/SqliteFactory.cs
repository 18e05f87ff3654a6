using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Outreach.Storage.EfCore.Sqlite;

namespace Outreach.Migrations;

internal sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteOutreachDbContext>
{
    public SqliteOutreachDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteOutreachDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
