namespace Outreach;

/// <summary>Stores messages of chats and tells who was seen in them. Safe for concurrent use.</summary>
public interface IStoredMessageStore
{
    /// <summary>Stores messages of one organisation, in one transaction; those that are there already are left as they are.</summary>
    /// <returns>How many were new.</returns>
    Task<int> AddAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default);

    /// <summary>Lists the chats that an organisation's accounts see, or one of them, in the order of account and chat id.</summary>
    Task<IReadOnlyList<GroupSource>> ListGroupsAsync(
        Guid organisationId, Guid? senderAccountId = null, CancellationToken cancellationToken = default);

    /// <summary>Reads those who were seen in a chat, in the order of their ids, a page at a time.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="senderAccountId">The account that sees the chat.</param>
    /// <param name="chatId">The chat.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Guid> ReadMembersAsync(
        Guid organisationId, Guid senderAccountId, string chatId, CancellationToken cancellationToken = default);
}
