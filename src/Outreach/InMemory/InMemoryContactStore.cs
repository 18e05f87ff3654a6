namespace Outreach;

/// <summary>Contacts in memory.</summary>
internal sealed class InMemoryContactStore(InMemoryDatabase database) : IContactStore
{
    public Task<Contact?> FindAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Contacts.GetValueOrDefault(contactId));
        }
    }

    public Task<Contact?> FindByEmailAsync(Guid organisationId, string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            return Task.FromResult(
                organisation.ContactsByEmail.TryGetValue(AddressKey.FromEmail(email), out var id) ? organisation.Contacts[id] : null);
        }
    }

    public Task<Contact?> FindByTelegramAsync(Guid organisationId, string telegramId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(telegramId);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            return Task.FromResult(
                organisation.ContactsByTelegram.TryGetValue(AddressKey.FromTelegram(telegramId), out var id) ? organisation.Contacts[id] : null);
        }
    }

    public Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        cancellationToken.ThrowIfCancellationRequested();
        if (drafts.Any(draft => draft.FindKey() is null))
        {
            throw new ArgumentException("A contact needs a mail address or a Telegram id.", nameof(drafts));
        }

        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            var matches = new ContactMatch[drafts.Count];
            for (var i = 0; i < matches.Length; i++)
            {
                matches[i] = FindOrCreate(organisation, organisationId, drafts[i], now);
            }

            return Task.FromResult<IReadOnlyList<ContactMatch>>(matches);
        }
    }

    public Task<int> AddTagsAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        ArgumentNullException.ThrowIfNull(tags);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var contacts = database.Organisation(organisationId).Contacts;
            var changed = 0;
            foreach (var contact in contactIds.Select(id => contacts.GetValueOrDefault(id)).OfType<Contact>().Where(contact => contact.ErasedAt is null))
            {
                var tagged = contact.WithTags(tags);
                changed += ReferenceEquals(tagged, contact) ? 0 : 1;
                contacts[contact.Id] = tagged;
            }

            return Task.FromResult(changed);
        }
    }

    public IAsyncEnumerable<Contact> ReadAsync(
        Guid organisationId, ContactQuery query, Guid? afterContactId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return InMemoryPages.ReadAsync(
            database.Gate,
            () => database.Organisation(organisationId).ContactIds,
            id => Find(database.Organisation(organisationId), id, query),
            (afterContactId.HasValue, afterContactId.GetValueOrDefault()),
            cancellationToken);
    }

    public Task<long> CountAsync(Guid organisationId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Contacts.Values.LongCount(contact => contact.ErasedAt is null));
        }
    }

    public Task<IReadOnlyList<string>> ListCustomFieldsAsync(Guid organisationId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. database.Organisation(organisationId).CustomFields]);
        }
    }

    private static Contact? Find(InMemoryOrganisation organisation, Guid id, ContactQuery query) =>
        organisation.Contacts[id] is { ErasedAt: null } contact && query.Finds(organisation, contact) ? contact : null;

    private static ContactMatch FindOrCreate(InMemoryOrganisation organisation, Guid organisationId, ContactDraft draft, DateTimeOffset now)
    {
        var index = string.IsNullOrWhiteSpace(draft.Email) ? organisation.ContactsByTelegram : organisation.ContactsByEmail;
        if (index.TryGetValue(draft.FindKey()!, out var found))
        {
            organisation.Add(organisation.Contacts[found].FillFrom(draft));
            return new ContactMatch(found, Created: false);
        }

        var contact = draft.ToContact(Guid.CreateVersion7(now), organisationId, now);
        organisation.Add(contact);
        return new ContactMatch(contact.Id, Created: true);
    }
}
