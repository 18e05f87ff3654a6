namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Contacts in SQLite.</summary>
internal sealed class SqliteContactStore(SqliteDatabase database) : EfContactStore(database)
{
    public override Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        if (drafts.Any(draft => draft.FindKey() is null))
        {
            throw new ArgumentException("A contact needs a mail address or a Telegram id.", nameof(drafts));
        }

        return database.WriteHotAsync<IReadOnlyList<ContactMatch>>(
            connection =>
            {
                var fields = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                var matches = new ContactMatch[drafts.Count];
                for (var i = 0; i < matches.Length; i++)
                {
                    matches[i] = FindOrCreate(connection, organisationId, drafts[i], now, fields);
                }

                foreach (var name in fields)
                {
                    connection.InsertCustomField.Bind(organisationId).Bind(name.ToUpperInvariant()).Bind(name).Run();
                }

                return matches;
            },
            cancellationToken);
    }

    private static ContactMatch FindOrCreate(
        SqliteHotConnection connection, Guid organisationId, ContactDraft draft, DateTimeOffset now, HashSet<string> fields)
    {
        if (Find(connection, organisationId, draft) is { } found)
        {
            var filled = found.FillFrom(draft);
            if (!ReferenceEquals(found, filled))
            {
                fields.UnionWith(filled.CustomFields.Keys);
                connection.UpdateContact.Bind(filled).Run();
            }

            return new ContactMatch(found.Id, Created: false);
        }

        var created = draft.ToContact(Guid.CreateVersion7(now), organisationId, now);
        fields.UnionWith(created.CustomFields.Keys);
        connection.InsertContact.Bind(created).Run();
        return new ContactMatch(created.Id, Created: true);
    }

    private static Contact? Find(SqliteHotConnection connection, Guid organisationId, ContactDraft draft)
    {
        var query = string.IsNullOrWhiteSpace(draft.Email) ? connection.FindContactByTelegram : connection.FindContactByEmail;
        if (!query.Bind(organisationId).Bind(draft.FindKey()).Read())
        {
            return null;
        }

        var contact = query.ReadContact(query.GetGuid(), organisationId);
        query.Begin();
        return contact;
    }
}
