using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Contacts in PostgreSQL.</summary>
internal sealed class PostgreSqlContactStore(PostgreSqlDatabase database) : EfContactStore(database)
{
    public override Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        if (drafts.Any(draft => draft.FindKey() is null))
        {
            throw new ArgumentException("A contact needs a mail address or a Telegram id.", nameof(drafts));
        }

        return database.WriteAsync<IReadOnlyList<ContactMatch>>(
            async (context, token) =>
            {
                // Imports of one organisation go one after another: only mail addresses are unique, Telegram ids are not.
                await context.Database
                    .ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtextextended({0}, 1))", [organisationId.ToString()], token)
                    .ConfigureAwait(false);
                var known = await KnownContacts.LoadAsync(context, organisationId, drafts, token).ConfigureAwait(false);
                var matches = drafts.Select(draft => known.FindOrCreate(draft, now)).ToArray();
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                await AddFieldsAsync(context, organisationId, known.NewFields, token).ConfigureAwait(false);
                return matches;
            },
            cancellationToken);
    }

    private static async Task AddFieldsAsync(
        OutreachDbContext context, Guid organisationId, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            string[] clean = [.. names.Select(name => PostgreSqlText.Clean(name)!)];
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO custom_fields (organisation_id, name_key, name) SELECT {0}, key, name FROM unnest({1}, {2}) AS field (key, name) "
                + "ON CONFLICT (organisation_id, name_key) DO NOTHING",
                [organisationId, clean.Select(name => name.ToUpperInvariant()).ToArray(), clean],
                cancellationToken).ConfigureAwait(false);
        }
    }
}
