using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Messages of chats in a database.</summary>
internal sealed class EfStoredMessageStore(OutreachDatabase database) : IStoredMessageStore
{
    public Task<int> AddAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return database.WriteAsync(
            async (context, token) =>
            {
                var added = 0;
                var chats = messages.GroupBy(message => (message.OrganisationId, message.SenderAccountId, message.ChatId));
                foreach (var part in chats.SelectMany(chat => chat.DistinctBy(message => message.MessageId, StringComparer.Ordinal).Chunk(Pages.Size)))
                {
                    added += await AddAsync(context, part, token).ConfigureAwait(false);
                }

                return added;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<GroupSource>> ListGroupsAsync(
        Guid organisationId, Guid? senderAccountId = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<GroupSource>>(
            async (context, token) =>
            {
                var groups = await context.StoredMessages
                    .Where(row => row.OrganisationId == organisationId && (senderAccountId == null || row.SenderAccountId == senderAccountId))
                    .GroupBy(row => new { row.SenderAccountId, row.ChatId })
                    .Select(group => new
                    {
                        group.Key.SenderAccountId,
                        group.Key.ChatId,
                        Members = group.Select(row => row.ContactId).Distinct().LongCount(),
                        LastAt = group.Max(row => row.At),
                    })
                    .OrderBy(group => group.SenderAccountId)
                    .ThenBy(group => group.ChatId)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                var sources = new List<GroupSource>(groups.Count);
                foreach (var group in groups)
                {
                    sources.Add(new GroupSource
                    {
                        SenderAccountId = group.SenderAccountId,
                        ChatId = group.ChatId,
                        Title = await FindTitleAsync(context, organisationId, group.SenderAccountId, group.ChatId, token).ConfigureAwait(false),
                        Members = group.Members,
                        LastMessageAt = group.LastAt,
                    });
                }

                return sources;
            },
            cancellationToken);

    public IAsyncEnumerable<Guid> ReadMembersAsync(
        Guid organisationId, Guid senderAccountId, string chatId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chatId);
        return Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.StoredMessages
                    .Where(row => row.OrganisationId == organisationId && row.SenderAccountId == senderAccountId && row.ChatId == chatId && row.ContactId > after.Value)
                    .GroupBy(row => row.ContactId)
                    .Select(group => group.Key)
                    .OrderBy(id => id)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            id => id,
            (true, Guid.Empty),
            cancellationToken);
    }

    private static Task<string?> FindTitleAsync(
        OutreachDbContext context, Guid organisationId, Guid senderAccountId, string chatId, CancellationToken cancellationToken) => context.StoredMessages
        .Where(row => row.OrganisationId == organisationId && row.SenderAccountId == senderAccountId && row.ChatId == chatId && row.ChatTitle != null)
        .OrderByDescending(row => row.At)
        .Select(row => row.ChatTitle)
        .FirstOrDefaultAsync(cancellationToken);

    private static async Task<int> AddAsync(OutreachDbContext context, StoredMessage[] part, CancellationToken cancellationToken)
    {
        var first = part[0];
        var ids = part.Select(message => message.MessageId).ToArray();
        var present = await context.StoredMessages
            .Where(row => row.OrganisationId == first.OrganisationId && row.SenderAccountId == first.SenderAccountId && row.ChatId == first.ChatId)
            .Where(row => ids.Contains(row.MessageId))
            .Select(row => row.MessageId)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken)
            .ConfigureAwait(false);
        var added = part.Where(message => !present.Contains(message.MessageId)).Select(StoredMessageEntity.From).ToList();
        context.StoredMessages.AddRange(added);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
        return added.Count;
    }
}
