namespace Outreach;

/// <summary>Messages of chats in memory.</summary>
internal sealed class InMemoryStoredMessageStore(InMemoryDatabase database) : IStoredMessageStore
{
    public Task<int> AddAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(messages.Count(Add));
        }
    }

    public Task<IReadOnlyList<GroupSource>> ListGroupsAsync(
        Guid organisationId, Guid? senderAccountId = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<GroupSource>>(
            [
                .. database.Organisation(organisationId).Audiences.Chats
                    .Where(chat => senderAccountId is null || chat.Key.Account == senderAccountId)
                    .Select(chat => Describe(chat.Key, chat.Value.Values)),
            ]);
        }
    }

    public IAsyncEnumerable<Guid> ReadMembersAsync(
        Guid organisationId, Guid senderAccountId, string chatId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatId);
        var contacts = InMemoryPages.ReadAsync(
            database.Gate,
            () => Members(organisationId, senderAccountId, chatId),
            id => database.Organisation(organisationId).Contacts.GetValueOrDefault(id),
            (false, Guid.Empty),
            cancellationToken);
        return contacts.Select(contact => contact.Id);
    }

    private static GroupSource Describe((Guid Account, string ChatId) key, IReadOnlyCollection<StoredMessage> messages) => new()
    {
        SenderAccountId = key.Account,
        ChatId = key.ChatId,
        Title = messages.Where(message => message.ChatTitle is not null).MaxBy(message => message.At)?.ChatTitle,
        Members = messages.Select(message => message.ContactId).Distinct().LongCount(),
        LastMessageAt = messages.Max(message => message.At),
    };

    private SortedSet<Guid>? Members(Guid organisationId, Guid senderAccountId, string chatId) =>
        database.Organisation(organisationId).Audiences.Chats.TryGetValue((senderAccountId, chatId), out var messages)
            ? new SortedSet<Guid>(messages.Values.Select(message => message.ContactId))
            : null;

    private bool Add(StoredMessage message)
    {
        var chats = database.Organisation(message.OrganisationId).Audiences.Chats;
        if (!chats.TryGetValue((message.SenderAccountId, message.ChatId), out var messages))
        {
            chats.Add((message.SenderAccountId, message.ChatId), messages = new(StringComparer.Ordinal));
        }

        return messages.TryAdd(message.MessageId, message);
    }
}
