namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Reads and binds whole values in the order of the columns that <see cref="SqliteHotConnection"/> names.</summary>
internal static class SqliteRows
{
    public static Participant ReadParticipant(this SqliteStatement row) => new()
    {
        Id = row.GetGuid(),
        OrganisationId = row.GetGuid(),
        CampaignId = row.GetGuid(),
        ContactId = row.GetGuid(),
        SenderAccountId = row.GetGuid(),
        Channel = (Channel)row.GetInt(),
        SequenceVersionId = row.GetGuid(),
        Status = (ParticipantStatus)row.GetInt(),
        StepIndex = row.GetInt(),
        DueAt = row.GetTimeOrNull(),
        Epoch = row.GetInt(),
        Reason = new DecisionReason(row.GetRepeatedTextOrNull() ?? "", row.GetTextOrNull()),
        UpdatedAt = row.GetTime(),
    };

    public static Contact ReadContact(this SqliteStatement row, Guid id, Guid organisationId) => new()
    {
        Id = id,
        OrganisationId = organisationId,
        Email = row.GetTextOrNull(),
        FirstName = row.GetTextOrNull(),
        LastName = row.GetTextOrNull(),
        Phone = row.GetTextOrNull(),
        TelegramId = row.GetTextOrNull(),
        CompanyName = row.GetTextOrNull(),
        CompanyId = row.GetTextOrNull(),
        TimeZone = row.GetRepeatedTextOrNull(),
        Tags = StorageJson.ReadTags(row.GetUtf8()),
        CustomFields = StorageJson.ReadFields(row.GetUtf8()),
        Consent = StorageJson.ReadConsent(row.GetTextOrNull()),
        CreatedAt = row.GetTime(),
    };

    public static SendRecord ReadSend(this SqliteStatement row) => new()
    {
        Id = row.GetGuid(),
        OrganisationId = row.GetGuid(),
        CampaignId = row.GetGuid(),
        ParticipantId = row.GetGuid(),
        ContactId = row.GetGuid(),
        StepId = row.GetGuid(),
        StepIndex = row.GetInt(),
        VariantId = row.GetText(),
        Role = (RecipientRole)row.GetInt(),
        SenderAccountId = row.GetGuid(),
        ProviderName = row.GetText(),
        Recipient = row.GetText(),
        MessageId = row.GetText(),
        Subject = row.GetText(),
        State = (SendState)row.GetInt(),
        Epoch = row.GetInt(),
        Attempt = (byte)row.GetInt(),
        Doubt = row.GetBool(),
        Generation = row.GetInt(),
        BodyHash = row.GetBytes(),
        Quotas = StorageJson.ReadQuotas(row.GetTextOrNull()),
        IntentAt = row.GetTime(),
        ResultAt = row.GetTimeOrNull(),
        Failure = (FailureKind?)row.GetIntOrNull(),
        Reply = StoredReply.From(row.GetIntOrNull(), row.GetTextOrNull(), row.GetTextOrNull(), row.GetTextOrNull()),
    };

    public static SqliteStatement Bind(this SqliteStatement statement, Contact contact) => statement
        .Bind(contact.Email)
        .Bind(contact.FirstName)
        .Bind(contact.LastName)
        .Bind(contact.Phone)
        .Bind(contact.TelegramId)
        .Bind(contact.CompanyName)
        .Bind(contact.CompanyId)
        .Bind(contact.TimeZone)
        .Bind(StorageJson.WriteTags(contact.Tags))
        .Bind(StorageJson.WriteFields(contact.CustomFields))
        .Bind(StorageJson.WriteConsent(contact.Consent))
        .Bind(contact.CreatedAt)
        .Bind(string.IsNullOrWhiteSpace(contact.Email) ? null : AddressKey.FromEmail(contact.Email))
        .Bind(string.IsNullOrWhiteSpace(contact.TelegramId) ? null : AddressKey.FromTelegram(contact.TelegramId))
        .Bind(contact.Id)
        .Bind(contact.OrganisationId);

    public static SqliteStatement Bind(this SqliteStatement statement, Participant participant) => statement
        .Bind(participant.Id)
        .Bind(participant.OrganisationId)
        .Bind(participant.CampaignId)
        .Bind(participant.ContactId)
        .Bind(participant.SenderAccountId)
        .Bind((long)participant.Channel)
        .Bind(participant.SequenceVersionId)
        .Bind((long)participant.Status)
        .Bind(participant.StepIndex)
        .Bind(participant.DueAt)
        .Bind(participant.Epoch)
        .Bind(participant.Reason.Code ?? "")
        .Bind(participant.Reason.Detail)
        .Bind(participant.UpdatedAt);

    /// <summary>Binds a send as its intent stores it.</summary>
    public static SqliteStatement BindNew(this SqliteStatement statement, SendRecord send, int generation) => statement
        .Bind(send.Id)
        .Bind(send.OrganisationId)
        .Bind(send.CampaignId)
        .Bind(send.ParticipantId)
        .Bind(send.ContactId)
        .Bind(send.StepId)
        .Bind(send.StepIndex)
        .Bind(send.VariantId)
        .Bind((long)send.Role)
        .Bind(send.SenderAccountId)
        .Bind(send.ProviderName)
        .Bind(send.Recipient)
        .Bind(send.MessageId)
        .Bind(send.Subject)
        .Bind((long)SendState.Sending)
        .Bind(send.Epoch)
        .Bind(send.Attempt)
        .Bind(send.Doubt)
        .Bind(generation)
        .Bind(send.BodyHash.Span)
        .Bind(StorageJson.WriteQuotas(send.Quotas))
        .Bind(send.IntentAt);

    /// <summary>Binds a send's next attempt.</summary>
    public static SqliteStatement BindNext(this SqliteStatement statement, SendRecord send, bool doubt, int generation) => statement
        .Bind(send.VariantId)
        .Bind(send.SenderAccountId)
        .Bind(send.ProviderName)
        .Bind(send.Recipient)
        .Bind(send.MessageId)
        .Bind(send.Subject)
        .Bind(send.Epoch)
        .Bind(send.Attempt)
        .Bind(doubt)
        .Bind(generation)
        .Bind(send.BodyHash.Span)
        .Bind(StorageJson.WriteQuotas(send.Quotas))
        .Bind(send.IntentAt);

    public static SqliteStatement Bind(this SqliteStatement statement, ParticipantTransition to) => statement
        .Bind((long)to.Status)
        .Bind(to.StepIndex)
        .Bind(to.DueAt)
        .Bind(to.Reason.Code ?? "")
        .Bind(to.Reason.Detail)
        .Bind(to.At);

    /// <summary>Binds a reply's four columns; no reply has no text.</summary>
    public static SqliteStatement Bind(this SqliteStatement statement, ProviderReply? reply) => statement
        .Bind((long?)reply?.Code)
        .Bind(reply?.EnhancedCode)
        .Bind(reply?.Text)
        .Bind(reply?.ProviderMessageId);
}
