namespace Outreach;

/// <summary>What a store can tell and forget of one person. Safe for concurrent use.</summary>
public interface IPersonalDataStore
{
    /// <summary>
    /// Makes a person unrecognisable in one transaction. The contact keeps its id and <see cref="Contact.ErasedAt"/> and loses all else. What
    /// is unfinished is stopped (<see cref="ReasonCodes.Erased"/>) with its epoch raised, so that a worker that holds a lease can't send any
    /// more. Sends keep ids, states, codes and times and lose address, subject, body hash and reply text; those that were refused for now are
    /// cancelled. Delivery events lose their details. The person's addresses stay suppressed as <see cref="SuppressionHash"/>; entries of
    /// domains stay as they are. Erasing again clears what came since.
    /// </summary>
    /// <returns>What was done, or <see langword="null"/> if there is no such contact.</returns>
    Task<ErasureReport?> EraseAsync(Guid organisationId, Guid contactId, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Lists erased contacts of all organisations that had a message under way, whose result may have brought personal data since.</summary>
    Task<IReadOnlyList<Contact>> ListUnfinishedErasuresAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads all sends to a contact, oldest first, a page at a time.</summary>
    IAsyncEnumerable<SendRecord> ReadSendsAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Reads all delivery events of a contact in the order of their ids, a page at a time.</summary>
    IAsyncEnumerable<DeliveryEvent> ReadEventsAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Reads what a contact wrote in chats, in the order of chats and ids, a page at a time.</summary>
    IAsyncEnumerable<StoredMessage> ReadStoredMessagesAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);
}
