namespace Outreach;

/// <summary>Stores contacts. Safe for concurrent use.</summary>
public interface IContactStore
{
    /// <summary>Finds a contact by its id.</summary>
    /// <returns>The contact, or <see langword="null"/>.</returns>
    Task<Contact?> FindAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Finds a contact by its mail address, compared by <see cref="AddressKey"/>.</summary>
    /// <returns>The contact, or <see langword="null"/>.</returns>
    Task<Contact?> FindByEmailAsync(Guid organisationId, string email, CancellationToken cancellationToken = default);

    /// <summary>Finds the oldest contact with a Telegram user id or user name, compared by <see cref="AddressKey"/>.</summary>
    /// <returns>The contact, or <see langword="null"/>.</returns>
    Task<Contact?> FindByTelegramAsync(Guid organisationId, string telegramId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds each draft's contact by mail address (compared by <see cref="AddressKey"/>) or, where it has none, by Telegram id, and creates
    /// those that are not there, all in one transaction. A contact that is found keeps its values; only empty ones are filled from the draft.
    /// Two drafts of one person in one call become one contact: the first creates, the second matches.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="drafts">The drafts; each has a mail address or a Telegram id.</param>
    /// <param name="now">The time of creation for new contacts.</param>
    /// <param name="cancellationToken">Cancels the call; then nothing of it is stored.</param>
    /// <returns>One match a draft, in the same order.</returns>
    /// <exception cref="ArgumentException">A draft has neither a mail address nor a Telegram id.</exception>
    Task<IReadOnlyList<ContactMatch>> FindOrCreateAsync(
        Guid organisationId, IReadOnlyList<ContactDraft> drafts, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds tags to contacts, in one transaction; a contact that has a tag already, in whatever case, keeps it as it is. Ids that are no
    /// contacts of the organisation are left out.
    /// </summary>
    /// <returns>How many contacts got a new tag.</returns>
    Task<int> AddTagsAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default);

    /// <summary>Reads the contacts that a query finds, in the order of their ids, a page at a time, so that memory stays flat.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="query">What to find.</param>
    /// <param name="afterContactId">Where to go on: only contacts with a greater id are read; <see langword="null"/> reads from the start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Contact> ReadAsync(
        Guid organisationId, ContactQuery query, Guid? afterContactId = null, CancellationToken cancellationToken = default);

    /// <summary>Counts an organisation's contacts.</summary>
    Task<long> CountAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists the names of the custom fields that an organisation's contacts have, in alphabetical order.</summary>
    Task<IReadOnlyList<string>> ListCustomFieldsAsync(Guid organisationId, CancellationToken cancellationToken = default);
}
