using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Reads whole values in the order of the columns that <see cref="LedgerSql"/> names.</summary>
internal static class PostgreSqlRows
{
    public static Participant ReadParticipant(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrganisationId = row.GetGuid(1),
        CampaignId = row.GetGuid(2),
        ContactId = row.GetGuid(3),
        SenderAccountId = row.GetGuid(4),
        Channel = (Channel)row.GetInt32(5),
        SequenceVersionId = row.GetGuid(6),
        Status = (ParticipantStatus)row.GetInt32(7),
        StepIndex = row.GetInt32(8),
        DueAt = row.GetTimeOrNull(9),
        Epoch = row.GetInt32(10),
        Reason = new DecisionReason(row.GetString(11), row.GetTextOrNull(12)),
        UpdatedAt = row.GetTime(13),
    };

    /// <param name="row">The row.</param>
    /// <param name="participant">Whose contact it is.</param>
    /// <param name="at">Where the contact's columns begin.</param>
    public static Contact ReadContact(this NpgsqlDataReader row, Participant participant, int at) => new()
    {
        Id = participant.ContactId,
        OrganisationId = participant.OrganisationId,
        Email = row.GetTextOrNull(at),
        FirstName = row.GetTextOrNull(at + 1),
        LastName = row.GetTextOrNull(at + 2),
        Phone = row.GetTextOrNull(at + 3),
        TelegramId = row.GetTextOrNull(at + 4),
        CompanyName = row.GetTextOrNull(at + 5),
        CompanyId = row.GetTextOrNull(at + 6),
        TimeZone = row.GetTextOrNull(at + 7),
        Tags = StorageJson.ReadTags(row.GetTextOrNull(at + 8)),
        CustomFields = StorageJson.ReadFields(row.GetTextOrNull(at + 9)),
        Consent = StorageJson.ReadConsent(row.GetTextOrNull(at + 10)),
        CreatedAt = row.GetTime(at + 11),
    };

    public static SendRecord ReadSend(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrganisationId = row.GetGuid(1),
        CampaignId = row.GetGuid(2),
        ParticipantId = row.GetGuid(3),
        ContactId = row.GetGuid(4),
        StepId = row.GetGuid(5),
        StepIndex = row.GetInt32(6),
        VariantId = row.GetString(7),
        Role = (RecipientRole)row.GetInt32(8),
        SenderAccountId = row.GetGuid(9),
        ProviderName = row.GetString(10),
        Recipient = row.GetString(11),
        MessageId = row.GetString(12),
        Subject = row.GetString(13),
        State = (SendState)row.GetInt32(14),
        Epoch = row.GetInt32(15),
        Attempt = (byte)row.GetInt16(16),
        Doubt = row.GetBoolean(17),
        Generation = row.GetInt32(18),
        BodyHash = row.GetFieldValue<byte[]>(19),
        Quotas = StorageJson.ReadQuotas(row.GetTextOrNull(20)),
        IntentAt = row.GetTime(21),
        ResultAt = row.GetTimeOrNull(22),
        Failure = (FailureKind?)row.GetIntOrNull(23),
        Reply = StoredReply.From(row.GetIntOrNull(24), row.GetTextOrNull(25), row.GetTextOrNull(26), row.GetTextOrNull(27)),
    };

    public static StoredLease ReadLease(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrganisationId = row.GetGuid(1),
        CampaignId = row.GetGuid(2),
        Epoch = row.GetInt32(3),
        Owner = row.IsDBNull(4) ? null : row.GetGuid(4),
        Until = row.GetTimeOrNull(5),
        SequenceVersionId = row.GetGuid(6),
    };

    public static StoredSend ReadStoredSend(this NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrganisationId = row.GetGuid(1),
        ParticipantId = row.GetGuid(2),
        State = (SendState)row.GetInt32(3),
        Attempt = row.GetInt16(4),
        Epoch = row.GetInt32(5),
        Doubt = row.GetBoolean(6),
        WorkerId = row.GetGuid(7),
        Generation = row.GetInt32(8),
        HasResult = row.GetBoolean(9),
        Quotas = row.GetTextOrNull(10),
    };

    public static DateTimeOffset GetTime(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? GetTimeOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    public static string? GetTextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? GetIntOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
