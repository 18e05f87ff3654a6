namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>
/// A batch of which no entry depends on another or on what is stored beside the rows that it is about: accepted messages and releases, each of a
/// participant of its own that goes on. All are in the order of their ids, in which rows are locked.
/// </summary>
internal sealed class UsualBatch
{
    private UsualBatch(ParticipantMove[] moves, SendResult[] results)
    {
        Moves = moves;
        Results = results;
    }

    public ParticipantMove[] Moves { get; }

    /// <summary>Gets the results; the participant of each is in <see cref="Moves"/>, so that no send is written whose participant is not locked.</summary>
    public SendResult[] Results { get; }

    /// <summary>Gets the results that make leads or are for recipient lists.</summary>
    public IReadOnlyList<SendResult> Accepted => [.. Results.Where(result => result.Lead is not null || result.RecipientListId is not null)];

    /// <returns>The batch, or <see langword="null"/> if it is another one.</returns>
    public static UsualBatch? Of(LedgerBatch batch, OutboxWriter outbox)
    {
        if (batch.Intents.Count > 0
            || !batch.Results.All(IsUsual)
            || !batch.Releases.All(release => release.Transition is not null)
            || (batch.Results.Count > 0 && outbox.TypeOf(SendState.Sending, SendState.Sent) is not null))
        {
            return null;
        }

        ParticipantMove[] moves =
        [
            .. batch.Results
                .Select(result => new ParticipantMove(result.OrganisationId, result.ParticipantId, result.Epoch, result.Transition!, null))
                .Concat(batch.Releases.Select(release => new ParticipantMove(
                    release.OrganisationId, release.ParticipantId, release.Epoch, release.Transition!, release.Trace)))
                .OrderBy(move => move.ParticipantId),
        ];
        SendResult[] results = [.. batch.Results.OrderBy(result => result.Attempt.SendId)];
        return AreDistinct(moves, move => move.ParticipantId) && AreDistinct(results, result => result.Attempt.SendId) ? new UsualBatch(moves, results) : null;
    }

    /// <summary>Tells whether a message was accepted and its participant goes on: a copy, for which it waits, has its turn without that.</summary>
    private static bool IsUsual(SendResult result) =>
        result is { Disposition: SendDisposition.Accepted, Failure: null, RefusedBeforeIntent: null, Transition: not null };

    /// <summary>Tells whether each id is there once; the first entry of several would decide.</summary>
    private static bool AreDistinct<T>(T[] sorted, Func<T, Guid> id)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (id(sorted[i]) == id(sorted[i - 1]))
            {
                return false;
            }
        }

        return true;
    }
}
