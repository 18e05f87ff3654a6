using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>How ids and times are stored, for which SQLite has no types.</summary>
internal static class SqliteModel
{
    public static void Build(ModelBuilder model)
    {
        foreach (var property in OutreachModel.Properties(model))
        {
            if (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?))
            {
                property.SetValueConverter(new BigEndianGuidConverter());
            }
            else if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
            {
                property.SetValueConverter(new MicrosecondsConverter());
            }
        }
    }
}
