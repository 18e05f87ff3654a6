namespace Outreach.Tests.ContactImport;

/// <summary>Finds and creates contacts by address in memory; or, for very large imports, counts only.</summary>
internal sealed class CountingContactStore(bool keep = true) : IContactStore
{
    private readonly Dictionary<string, Guid> _known = new(StringComparer.Ordinal);

    public List<ContactDraft> Drafts { get; } = [];

    public long Count { get; private set; }

    public int LargestBatch { get; private set; }

    public long HighestMemory { get; private set; }

    public Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Count += drafts.Count;
        LargestBatch = Math.Max(LargestBatch, drafts.Count);
        HighestMemory = Math.Max(HighestMemory, GC.GetTotalMemory(forceFullCollection: false));
        return Task.FromResult<IReadOnlyList<ContactMatch>>([.. drafts.Select(draft => Match(draft, now))]);
    }

    public Task<Contact?> FindAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Contact?> FindByEmailAsync(Guid organisationId, string email, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Contact?> FindByTelegramAsync(Guid organisationId, string telegramId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<Contact> ReadAsync(
        Guid organisationId, ContactQuery query, Guid? afterContactId = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<long> CountAsync(Guid organisationId, CancellationToken cancellationToken = default) => Task.FromResult(Count);

    private ContactMatch Match(ContactDraft draft, DateTimeOffset now)
    {
        if (!keep)
        {
            return new ContactMatch(Guid.CreateVersion7(now), Created: true);
        }

        Drafts.Add(draft);
        var key = draft.Email is null ? draft.TelegramId! : AddressKey.FromEmail(draft.Email);
        var isNew = !_known.TryGetValue(key, out var id);
        if (isNew)
        {
            _known.Add(key, id = Guid.CreateVersion7(now));
        }

        return new ContactMatch(id, isNew);
    }

    public Task<IReadOnlyList<string>> ListCustomFieldsAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The import does not ask for this.");

    public Task<int> AddTagsAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
