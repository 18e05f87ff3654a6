using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Tables of sending addresses, counts and pauses.</summary>
internal static class ReputationModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<SendingIpEntity>(table => table.ToTable("sending_ips").HasKey(row => new { row.OrganisationId, row.Address }));
        model.Entity<SendingIpChangeEntity>(table =>
        {
            table.ToTable("sending_ip_changes").HasKey(row => row.Id);
            table.Property(row => row.Id).ValueGeneratedNever();
            table.HasIndex(row => new { row.OrganisationId, row.Address, row.Id });
        });
        model.Entity<DeliveryCountEntity>(table => table.ToTable("delivery_counts")
            .HasKey(row => new { row.OrganisationId, row.Period, row.WorkerId, row.Scope, row.Key, row.MailboxProvider }));
        model.Entity<SendingPauseEntity>(table =>
        {
            table.ToTable("sending_pauses").HasKey(row => new { row.OrganisationId, row.Scope, row.Key, row.Day });
            table.HasIndex(row => new { row.OrganisationId, row.At });
        });
    }
}
