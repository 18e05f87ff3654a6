using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Tables of recommendations, and of the looks at campaigns that are to be taken.</summary>
internal static class AdviceModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<RecommendationEntity>(table =>
            table.ToTable("recommendations").HasKey(row => new { row.OrganisationId, row.SubjectKind, row.SubjectId, row.Code }));
        model.Entity<ScheduledAdviceEntity>(table =>
        {
            table.ToTable("scheduled_advice").HasKey(row => new { row.OrganisationId, row.CampaignId });
            table.HasIndex(row => row.DueAt);
        });
    }
}
