using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Recipient lists in a database.</summary>
internal sealed class EfRecipientListStore(OutreachDatabase database) : IRecipientListStore
{
    public Task SaveAsync(RecipientList list, CancellationToken cancellationToken = default)
    {
        RecipientListRules.Check(list);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.RecipientLists.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == list.Id && row.OrganisationId == list.OrganisationId, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    context.RecipientLists.Add(row = new RecipientListEntity { Id = list.Id, OrganisationId = list.OrganisationId, CreatedAt = list.CreatedAt });
                }
                else
                {
                    RecipientListRules.CheckKind(list, row.Filter is not null);
                }

                row.Name = list.Name;
                row.Filter = list.Filter is null ? null : StorageJson.Write(list.Filter);
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<RecipientList?> FindAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.RecipientLists
            .FirstOrDefaultAsync(row => row.Id == listId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToList(),
        cancellationToken);

    public Task<IReadOnlyList<RecipientList>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<RecipientList>>(
            async (context, token) =>
            {
                var rows = await context.RecipientLists
                    .Where(row => row.OrganisationId == organisationId)
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToList())];
            },
            cancellationToken);

    public Task<IReadOnlyList<RecipientList>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<RecipientList>>(
            async (context, token) =>
            {
                var rows = await context.RecipientLists
                    .Where(row => row.OrganisationId == organisationId)
                    .Where(row => context.ListMembers.Any(member => member.ListId == row.Id && member.ContactId == contactId))
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToList())];
            },
            cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) => await context.RecipientLists
            .Where(row => row.Id == listId && row.OrganisationId == organisationId)
            .ExecuteDeleteAsync(token)
            .ConfigureAwait(false) > 0,
        cancellationToken);

    public Task<int> AddMembersAsync(
        Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return database.WriteAsync(
            async (context, token) =>
            {
                var list = await context.RecipientLists
                    .FirstOrDefaultAsync(row => row.Id == listId && row.OrganisationId == organisationId, token)
                    .ConfigureAwait(false);
                if (list is not { Filter: null })
                {
                    throw RecipientListRules.NotStatic(listId, list is not null);
                }

                var added = 0;
                foreach (var part in contactIds.Distinct().Chunk(Pages.Size))
                {
                    var missing = await context.Contacts
                        .Where(row => part.Contains(row.Id) && row.OrganisationId == organisationId && row.ErasedAt == null)
                        .Where(row => !context.ListMembers.Any(member => member.ListId == listId && member.ContactId == row.Id))
                        .Select(row => row.Id)
                        .ToListAsync(token)
                        .ConfigureAwait(false);
                    context.ListMembers.AddRange(missing.Select(id => new ListMemberEntity { ListId = listId, ContactId = id }));
                    await context.SaveChangesAsync(token).ConfigureAwait(false);
                    context.ChangeTracker.Clear();
                    added += missing.Count;
                }

                return added;
            },
            cancellationToken);
    }

    public Task<int> RemoveMembersAsync(
        Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return database.WriteAsync(
            async (context, token) =>
            {
                var removed = 0;
                foreach (var part in contactIds.Distinct().Chunk(Pages.Size))
                {
                    removed += await Members(context, organisationId, listId)
                        .Where(member => part.Contains(member.ContactId))
                        .ExecuteDeleteAsync(token)
                        .ConfigureAwait(false);
                }

                return removed;
            },
            cancellationToken);
    }

    public Task<long> CountMembersAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) =>
        database.ReadAsync((context, token) => Members(context, organisationId, listId).LongCountAsync(token), cancellationToken);

    private static IQueryable<ListMemberEntity> Members(OutreachDbContext context, Guid organisationId, Guid listId) => context.ListMembers
        .Where(member => member.ListId == listId)
        .Where(member => context.RecipientLists.Any(list => list.Id == member.ListId && list.OrganisationId == organisationId));
}
