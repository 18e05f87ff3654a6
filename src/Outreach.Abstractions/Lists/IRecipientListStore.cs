namespace Outreach;

/// <summary>Stores recipient lists and the members of static ones. Safe for concurrent use.</summary>
public interface IRecipientListStore
{
    /// <summary>Adds a list, or replaces the name and filter of the one with the same id.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or the filter names a list.</exception>
    /// <exception cref="InvalidOperationException">The list is a static one and is to get a filter, or the reverse.</exception>
    Task SaveAsync(RecipientList list, CancellationToken cancellationToken = default);

    /// <summary>Finds a list.</summary>
    /// <returns>The list, or <see langword="null"/>.</returns>
    Task<RecipientList?> FindAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's lists in the order of their ids.</summary>
    Task<IReadOnlyList<RecipientList>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Lists the static lists on which a contact is, in the order of their ids.</summary>
    Task<IReadOnlyList<RecipientList>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a list; its members stay contacts.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> DeleteAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts contacts on a static list, in one transaction. Those who are on it already, and ids that are no contacts of the organisation, are
    /// left out.
    /// </summary>
    /// <returns>How many were new on the list.</returns>
    /// <exception cref="InvalidOperationException">There is no such list, or it has a filter.</exception>
    Task<int> AddMembersAsync(Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);

    /// <summary>Takes contacts off a static list, in one transaction.</summary>
    /// <returns>How many were on the list.</returns>
    Task<int> RemoveMembersAsync(Guid organisationId, Guid listId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);

    /// <summary>Counts the members of a static list.</summary>
    Task<long> CountMembersAsync(Guid organisationId, Guid listId, CancellationToken cancellationToken = default);
}
