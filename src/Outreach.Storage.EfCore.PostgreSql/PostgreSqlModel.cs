using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>What the model has on PostgreSQL alone.</summary>
internal static class PostgreSqlModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<WorkerEntity>(table =>
        {
            table.ToTable("workers").HasKey(row => row.Id);
            table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            table.Property(row => row.SeenAt).HasColumnName("seen_at");
        });

        // Each send changes its participant twice and its own row once. Dead rows are swept away by their number, not by their share of a
        // table that may be huge, and without pauses: the index of due rows has to stay short where the next lease begins to read.
        model.Entity<ParticipantEntity>(table =>
        {
            table.HasStorageParameter("fillfactor", 80);
            table.HasStorageParameter("autovacuum_vacuum_scale_factor", 0);
            table.HasStorageParameter("autovacuum_vacuum_threshold", 20_000);
            table.HasStorageParameter("autovacuum_vacuum_cost_delay", 0);
        });
        model.Entity<SendEntity>(table =>
        {
            table.HasStorageParameter("fillfactor", 80);
            table.HasStorageParameter("autovacuum_vacuum_scale_factor", 0);
            table.HasStorageParameter("autovacuum_vacuum_threshold", 50_000);
            table.HasStorageParameter("autovacuum_vacuum_cost_delay", 0);
        });

        foreach (var property in OutreachModel.Properties(model))
        {
            if (property.ClrType == typeof(string))
            {
                property.SetCollation("C");
                property.SetValueConverter(new PostgreSqlText());
            }
            else if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
            {
                property.SetValueConverter(new PostgreSqlTime());
            }
        }

        // A counter's row is changed by every batch; free space in its page lets PostgreSQL do that without touching the index.
        model.Entity<QuotaEntity>(table => table.HasStorageParameter("fillfactor", 50));
    }
}
