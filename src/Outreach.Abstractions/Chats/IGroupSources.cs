namespace Outreach;

/// <summary>Chats as sources of audiences: contacts are seen through the messages that they write there.</summary>
public interface IGroupSources
{
    /// <summary>Records messages: finds or creates the contacts who wrote them, and stores each message once.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="drafts">The messages, in any order; at most 1,000.</param>
    /// <param name="cancellationToken">Cancels the call. Recording again changes nothing about what was recorded.</param>
    /// <returns>How many messages were new.</returns>
    /// <exception cref="ArgumentException">A message can't be used; the text says which and why. Then none is stored.</exception>
    Task<int> RecordAsync(Guid organisationId, IReadOnlyList<StoredMessageDraft> drafts, CancellationToken cancellationToken = default);

    /// <summary>Lists the chats that an organisation's accounts see, or one of them.</summary>
    Task<IReadOnlyList<GroupSource>> ListAsync(Guid organisationId, Guid? senderAccountId = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the contacts who were seen in a chat, as a stream.</summary>
    IAsyncEnumerable<Contact> ReadContactsAsync(
        Guid organisationId, Guid senderAccountId, string chatId, CancellationToken cancellationToken = default);
}
