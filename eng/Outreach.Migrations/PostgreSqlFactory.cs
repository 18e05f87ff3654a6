using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Outreach.Storage.EfCore.PostgreSql;

namespace Outreach.Migrations;

internal sealed class PostgreSqlFactory : IDesignTimeDbContextFactory<PostgreSqlOutreachDbContext>
{
    public PostgreSqlOutreachDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlOutreachDbContext>().UseNpgsql("Host=design-time").Options);
}
