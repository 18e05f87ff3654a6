namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>What is stored of a send when its next attempt is to be recorded.</summary>
internal sealed class EarlierAttempt
{
    public required long Sequence { get; init; }

    public required Guid ParticipantId { get; init; }

    public required SendState State { get; init; }

    public required int Attempt { get; init; }

    public required int Epoch { get; init; }

    public required bool Doubt { get; init; }

    public required Guid WorkerId { get; init; }

    public static EarlierAttempt? Find(SqliteHotConnection connection, Guid sendId)
    {
        var row = connection.FindForIntent.Bind(sendId);
        if (!row.Read())
        {
            return null;
        }

        var earlier = new EarlierAttempt
        {
            Sequence = row.GetLong(),
            ParticipantId = row.GetGuid(),
            State = (SendState)row.GetInt(),
            Attempt = row.GetInt(),
            Epoch = row.GetInt(),
            Doubt = row.GetBool(),
            WorkerId = row.GetGuid(),
        };
        row.Begin();
        return earlier;
    }

    /// <summary>Tells whether this is the same attempt by the same worker.</summary>
    public bool Is(SendRecord send, Guid workerId) => Attempt == send.Attempt && Epoch == send.Epoch && WorkerId == workerId;

    /// <summary>Tells whether another attempt may be made: after a refusal for now, or after a doubt that the worker knows of.</summary>
    public bool MayBeFollowedBy(SendRecord next) => SendOutcomes.MayBeFollowed(ParticipantId, State, Attempt, next);
}
