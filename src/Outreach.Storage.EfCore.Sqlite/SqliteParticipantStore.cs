namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Participants in SQLite.</summary>
internal sealed class SqliteParticipantStore(SqliteDatabase database) : EfParticipantStore(database)
{
    protected override Task<int> InsertAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken) =>
        database.WriteHotAsync(
            connection =>
            {
                var added = 0;
                foreach (var participant in participants)
                {
                    added += connection.InsertParticipant.Bind(participant).Run();
                }

                return added;
            },
            cancellationToken);
}
