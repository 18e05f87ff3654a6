using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Which of some addresses are suppressed: themselves, by their domain, or as the hash that is left of an erased person.</summary>
/// <param name="hashKey">The key of the hashes, or <see langword="null"/> while nobody was erased.</param>
internal sealed class SuppressedAddresses(string? hashKey)
{
    private readonly HashSet<(Guid OrganisationId, string Key)> _found = [];

    /// <summary>Gets the key of the hashes that were asked for.</summary>
    public string? HashKey { get; } = hashKey;

    public void Ask(Statements statements, IEnumerable<(Guid OrganisationId, string Key)> addresses)
    {
        List<(Guid OrganisationId, string Key)> keys =
            [.. addresses.SelectMany(address => KeysOf(address.OrganisationId, address.Key).Select(key => (address.OrganisationId, key))).Distinct()];
        statements.Add(LedgerSql.FindSuppressions).Add(keys, key => key.OrganisationId).Add(keys, key => key.Key);
    }

    /// <summary>Reads the answer, the next result.</summary>
    public async Task ReadAsync(NpgsqlDataReader row)
    {
        while (await row.ReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            _found.Add((row.GetGuid(0), row.GetString(1)));
        }
    }

    public bool Contains(Guid organisationId, string addressKey) =>
        _found.Count > 0 && KeysOf(organisationId, addressKey).Any(key => _found.Contains((organisationId, key)));

    private IEnumerable<string> KeysOf(Guid organisationId, string addressKey)
    {
        yield return addressKey;
        yield return AddressKey.DomainKeyOf(addressKey);
        if (HashKey is not null)
        {
            yield return SuppressionHash.Compute(HashKey, organisationId, addressKey);
        }
    }
}
