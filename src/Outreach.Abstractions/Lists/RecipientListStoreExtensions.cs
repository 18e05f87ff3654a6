namespace Outreach;

/// <summary>Adds and removes members of lists as streams, a batch at a time, so that memory stays flat.</summary>
public static class RecipientListStoreExtensions
{
    private const int BatchSize = 500;

    /// <summary>
    /// Puts contacts on a static list as they come. Each batch is a transaction of its own: what was added before an interruption stays, and
    /// adding again leaves it as it is.
    /// </summary>
    /// <param name="lists">The store.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="listId">The list.</param>
    /// <param name="contactIds">The contacts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many were new on the list.</returns>
    public static Task<long> AddMembersAsync(
        this IRecipientListStore lists, Guid organisationId, Guid listId, IAsyncEnumerable<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(contactIds);
        return InBatchesAsync(contactIds, batch => lists.AddMembersAsync(organisationId, listId, batch, cancellationToken), cancellationToken);
    }

    /// <summary>Takes contacts off a static list as they come, a batch at a time.</summary>
    /// <param name="lists">The store.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="listId">The list.</param>
    /// <param name="contactIds">The contacts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many were on the list.</returns>
    public static Task<long> RemoveMembersAsync(
        this IRecipientListStore lists, Guid organisationId, Guid listId, IAsyncEnumerable<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(contactIds);
        return InBatchesAsync(contactIds, batch => lists.RemoveMembersAsync(organisationId, listId, batch, cancellationToken), cancellationToken);
    }

    private static async Task<long> InBatchesAsync(
        IAsyncEnumerable<Guid> ids, Func<IReadOnlyCollection<Guid>, Task<int>> work, CancellationToken cancellationToken)
    {
        var count = 0L;
        var batch = new List<Guid>(BatchSize);
        await foreach (var id in ids.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            batch.Add(id);
            if (batch.Count == BatchSize)
            {
                count += await work(batch).ConfigureAwait(false);
                batch.Clear();
            }
        }

        return batch.Count == 0 ? count : count + await work(batch).ConfigureAwait(false);
    }
}
