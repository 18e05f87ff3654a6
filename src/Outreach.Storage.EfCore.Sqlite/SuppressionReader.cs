namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Finds suppressions by prepared statements of a connection of its own, which reads beside the writers. One user at a time.</summary>
internal sealed class SuppressionReader(NativeConnection connection) : IDisposable
{
    private readonly SqliteStatement _begin = connection.Prepare("BEGIN");
    private readonly SqliteStatement _end = connection.Prepare("COMMIT");
    private readonly SqliteStatement _secret = connection.Prepare("SELECT value FROM metadata WHERE name = ?");
    private readonly SqliteStatement _find = connection.Prepare("SELECT key, reason, at, source FROM suppressions WHERE organisation_id = ? AND key IN (?, ?, ?)");

    /// <summary>Finds the entry of an address, of its domain, or of an erased person; the address's own before others.</summary>
    public SuppressionEntry? Find(Guid organisationId, string addressKey)
    {
        // One transaction, so that the file is locked once, and the key of the hashes is that of the entries.
        _begin.Begin().Run();
        try
        {
            return FindHere(organisationId, addressKey, ReadSecret() is { } secret ? SuppressionHash.Compute(secret, organisationId, addressKey) : null);
        }
        finally
        {
            _find.Begin();
            _end.Begin().Run();
        }
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _end, _secret, _find])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private string? ReadSecret()
    {
        var secret = _secret.Begin().Bind(MetadataNames.SuppressionKey).Read() ? _secret.GetText() : null;
        _secret.Begin();
        return secret;
    }

    private SuppressionEntry? FindHere(Guid organisationId, string addressKey, string? hash)
    {
        SuppressionEntry? found = null;
        _find.Begin().Bind(organisationId).Bind(addressKey).Bind(AddressKey.DomainKeyOf(addressKey)).Bind(hash);
        while (_find.Read())
        {
            var entry = new SuppressionEntry
            {
                OrganisationId = organisationId,
                Key = _find.GetText(),
                Reason = (SuppressionReason)_find.GetInt(),
                At = _find.GetTime(),
                Source = _find.GetTextOrNull(),
            };
            found = found is null || entry.Key == addressKey ? entry : found;
        }

        return found;
    }
}
