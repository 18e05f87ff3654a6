using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Contacts in a database. Imports are large, so each database package writes them in its own way.</summary>
internal abstract class EfContactStore(OutreachDatabase database) : IContactStore
{
    public Task<Contact?> FindAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.Contacts
            .FirstOrDefaultAsync(row => row.Id == contactId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToContact(),
        cancellationToken);

    public Task<Contact?> FindByEmailAsync(Guid organisationId, string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        var key = AddressKey.FromEmail(email);
        return database.ReadAsync(
            async (context, token) => (await context.Contacts
                .FirstOrDefaultAsync(row => row.OrganisationId == organisationId && row.EmailKey == key, token)
                .ConfigureAwait(false))?.ToContact(),
            cancellationToken);
    }

    public Task<Contact?> FindByTelegramAsync(Guid organisationId, string telegramId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(telegramId);
        var key = AddressKey.FromTelegram(telegramId);
        return database.ReadAsync(
            async (context, token) => (await context.Contacts
                .Where(row => row.OrganisationId == organisationId && row.TelegramKey == key)
                .OrderBy(row => row.Id)
                .FirstOrDefaultAsync(token)
                .ConfigureAwait(false))?.ToContact(),
            cancellationToken);
    }

    /// <inheritdoc cref="IContactStore.FindOrCreateAsync"/>
    public abstract Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default);

    public Task<int> AddTagsAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        ArgumentNullException.ThrowIfNull(tags);
        return database.WriteAsync(
            async (context, token) =>
            {
                var changed = 0;
                foreach (var part in contactIds.Distinct().Chunk(Pages.Size))
                {
                    var rows = await context.Contacts.AsTracking()
                        .Where(row => part.Contains(row.Id) && row.OrganisationId == organisationId && row.ErasedAt == null)
                        .ToListAsync(token)
                        .ConfigureAwait(false);
                    foreach (var row in rows)
                    {
                        row.Tags = StorageJson.WriteTags(row.ToContact().WithTags(tags).Tags);
                    }

                    changed += await context.SaveChangesAsync(token).ConfigureAwait(false);
                    context.ChangeTracker.Clear();
                }

                return changed;
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<Contact> ReadAsync(
        Guid organisationId,
        ContactQuery query,
        Guid? afterContactId = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var rows = Pages.ReadAsync(
            (after, token) => ReadPageAsync(organisationId, query, after.HasValue ? after.Value : null, token),
            row => row.Id,
            (afterContactId.HasValue, afterContactId.GetValueOrDefault()),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            // Tags are compared without regard to case, which databases do only for ASCII letters.
            var contact = row.ToContact();
            if (query.Selects(contact))
            {
                yield return contact;
            }
        }
    }

    public Task<long> CountAsync(Guid organisationId, CancellationToken cancellationToken = default) => database.ReadAsync(
        (context, token) => context.Contacts.LongCountAsync(row => row.OrganisationId == organisationId && row.ErasedAt == null, token), cancellationToken);

    public Task<IReadOnlyList<string>> ListCustomFieldsAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<string>>(
            async (context, token) =>
            {
                var names = await context.CustomFields
                    .Where(row => row.OrganisationId == organisationId)
                    .Select(row => row.Name)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. names.Order(StringComparer.OrdinalIgnoreCase)];
            },
            cancellationToken);

    private Task<List<ContactEntity>> ReadPageAsync(Guid organisationId, ContactQuery query, Guid? after, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (context, token) =>
            {
                var rows = context.Contacts.Where(row => row.OrganisationId == organisationId && row.ErasedAt == null);
                if (after is { } id)
                {
                    rows = rows.Where(row => row.Id > id);
                }

                return rows.Apply(context, organisationId, query).OrderBy(row => row.Id).Take(Pages.Size).ToListAsync(token);
            },
            cancellationToken);
}
