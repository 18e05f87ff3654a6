namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Participants in SQLite.</summary>
internal sealed class SqliteParticipantStore(SqliteDatabase database) : EfParticipantStore(database)
{
    public override Task<int> EnrolAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(participants);
        return database.WriteHotAsync(
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
}
