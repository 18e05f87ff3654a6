using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>Finds or creates the contacts who write in chats, and stores what they write.</summary>
internal sealed class GroupSources(IContactStore contacts, IStoredMessageStore messages, TimeProvider time) : IGroupSources
{
    private const int MostMessages = 1_000;
    private const int MostId = 100;
    private const int MostTitle = 200;
    private const int MostText = 4_096;

    public async Task<int> RecordAsync(
        Guid organisationId, IReadOnlyList<StoredMessageDraft> drafts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        if (drafts.Count > MostMessages)
        {
            throw new ArgumentException($"There are {drafts.Count} messages; record at most {MostMessages} at a time.", nameof(drafts));
        }

        for (var i = 0; i < drafts.Count; i++)
        {
            if (FindProblem(drafts[i]) is { } problem)
            {
                throw new ArgumentException($"Message {i + 1} can't be used: {problem}", nameof(drafts));
            }
        }

        var writers = await contacts.FindOrCreateAsync(
            organisationId, [.. drafts.Select(message => message.From)], time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return await messages.AddAsync(
            [.. drafts.Select((message, i) => ToMessage(organisationId, message, writers[i].ContactId))], cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<GroupSource>> ListAsync(
        Guid organisationId, Guid? senderAccountId = null, CancellationToken cancellationToken = default) =>
        messages.ListGroupsAsync(organisationId, senderAccountId, cancellationToken);

    public async IAsyncEnumerable<Contact> ReadContactsAsync(
        Guid organisationId, Guid senderAccountId, string chatId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var id in messages.ReadMembersAsync(organisationId, senderAccountId, chatId, cancellationToken).ConfigureAwait(false))
        {
            if (await contacts.FindAsync(organisationId, id, cancellationToken).ConfigureAwait(false) is { ErasedAt: null } contact)
            {
                yield return contact;
            }
        }
    }

    private static string? FindProblem(StoredMessageDraft message) =>
        string.IsNullOrWhiteSpace(message.ChatId) || message.ChatId.Length > MostId ? $"ChatId must have 1 to {MostId} characters."
        : string.IsNullOrWhiteSpace(message.MessageId) || message.MessageId.Length > MostId ? $"MessageId must have 1 to {MostId} characters."
        : message.From.FindKey() is null ? "From has neither a Telegram id nor a mail address."
        : null;

    private static StoredMessage ToMessage(Guid organisationId, StoredMessageDraft draft, Guid contactId) => new()
    {
        OrganisationId = organisationId,
        SenderAccountId = draft.SenderAccountId,
        ChatId = draft.ChatId,
        MessageId = draft.MessageId,
        ContactId = contactId,
        ChatTitle = Cut(draft.ChatTitle, MostTitle),
        Text = Cut(draft.Text, MostText),
        At = draft.At,
    };

    private static string? Cut(string? text, int most) => text is { Length: var length } && length > most ? text[..most] : text;
}
