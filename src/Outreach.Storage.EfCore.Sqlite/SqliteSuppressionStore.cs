namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Suppressions in SQLite: lists of millions come in by one prepared statement.</summary>
internal sealed class SqliteSuppressionStore(SqliteDatabase database) : EfSuppressionStore(database)
{
    public override Task<int> AddAsync(IReadOnlyList<SuppressionEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return database.WriteHotAsync(
            connection =>
            {
                var added = 0;
                for (var i = 0; i < entries.Count; i++)
                {
                    added += connection.Insert(entries[i]);
                }

                return added;
            },
            cancellationToken);
    }
}
