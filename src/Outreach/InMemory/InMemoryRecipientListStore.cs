namespace Outreach;

/// <summary>Recipient lists in memory.</summary>
internal sealed class InMemoryRecipientListStore(InMemoryDatabase database) : IRecipientListStore
{
    public Task SaveAsync(RecipientList list, CancellationToken cancellationToken = default)
    {
        RecipientListRules.Check(list);
        return Use(
            list.OrganisationId,
            audiences =>
            {
                if (audiences.Lists.TryGetValue(list.Id, out var present))
                {
                    RecipientListRules.CheckKind(list, present.Filter is not null);
                }

                audiences.Lists[list.Id] = list with { CreatedAt = present?.CreatedAt ?? list.CreatedAt, LastSentAt = present?.LastSentAt };
                return true;
            },
            cancellationToken);
    }

    public Task<RecipientList?> FindAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) =>
        Use(organisationId, audiences => audiences.Lists.GetValueOrDefault(listId), cancellationToken);

    public Task<IReadOnlyList<RecipientList>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<RecipientList>>(organisationId, audiences => [.. audiences.Lists.Values], cancellationToken);

    public Task<IReadOnlyList<RecipientList>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<RecipientList>>(
            organisationId, audiences => [.. audiences.Lists.Values.Where(list => audiences.IsMember(list.Id, contactId))], cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) => Use(
        organisationId,
        audiences =>
        {
            audiences.Members.Remove(listId);
            return audiences.Lists.Remove(listId);
        },
        cancellationToken);

    public Task<int> AddMembersAsync(
        Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return Use(
            organisationId,
            audiences =>
            {
                var list = audiences.Lists.GetValueOrDefault(listId);
                if (list is not { Filter: null })
                {
                    throw RecipientListRules.NotStatic(listId, list is not null);
                }

                if (!audiences.Members.TryGetValue(listId, out var members))
                {
                    audiences.Members.Add(listId, members = []);
                }

                var contacts = database.Organisation(organisationId).Contacts;
                return contactIds.Count(id => contacts.GetValueOrDefault(id) is { ErasedAt: null } && members.Add(id));
            },
            cancellationToken);
    }

    public Task<int> RemoveMembersAsync(
        Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return Use(
            organisationId,
            audiences => audiences.Members.TryGetValue(listId, out var members) ? contactIds.Count(members.Remove) : 0,
            cancellationToken);
    }

    public Task<long> CountMembersAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default) =>
        Use(organisationId, audiences => (long)(audiences.Members.GetValueOrDefault(listId)?.Count ?? 0), cancellationToken);

    private Task<T> Use<T>(Guid organisationId, Func<InMemoryAudiences, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work(database.Organisation(organisationId).Audiences));
        }
    }
}
