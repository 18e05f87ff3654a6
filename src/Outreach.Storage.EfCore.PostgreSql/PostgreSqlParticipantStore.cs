using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Participants in PostgreSQL.</summary>
internal sealed class PostgreSqlParticipantStore(PostgreSqlDatabase database) : EfParticipantStore(database)
{
    private const string Insert =
        "INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, "
        + "step_index, due_at, epoch, reason_code, reason_detail, updated_at) "
        + "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (contact_id, campaign_id) DO NOTHING";

    protected override Task<int> InsertAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken) => participants.Count == 0
        ? Task.FromResult(0)
        : database.UseAsync((connection, token) => InsertAsync(connection, participants, token), cancellationToken);

    private static async Task<int> InsertAsync(NpgsqlConnection connection, IReadOnlyList<Participant> participants, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Insert, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters
                .Add(participants, row => row.Id)
                .Add(participants, row => row.OrganisationId)
                .Add(participants, row => row.CampaignId)
                .Add(participants, row => row.ContactId)
                .Add(participants, row => row.SenderAccountId)
                .Add(participants, row => (int)row.Channel)
                .Add(participants, row => row.SequenceVersionId)
                .Add(participants, row => (int)row.Status)
                .Add(participants, row => row.StepIndex)
                .Add(participants, row => row.DueAt)
                .Add(participants, row => row.Epoch)
                .Add(participants, row => row.Reason.Code ?? "")
                .Add(participants, row => row.Reason.Detail)
                .Add(participants, row => row.UpdatedAt);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
