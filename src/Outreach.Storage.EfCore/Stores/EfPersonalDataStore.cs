using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>What a database tells and forgets of one person.</summary>
internal sealed class EfPersonalDataStore(OutreachDatabase database) : IPersonalDataStore
{
    public Task<ErasureReport?> EraseAsync(Guid organisationId, Guid contactId, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (context, token) =>
            {
                var contact = await context.Contacts.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == contactId && row.OrganisationId == organisationId, token)
                    .ConfigureAwait(false);
                if (contact is null)
                {
                    return null;
                }

                // Participants first: whoever holds a lease is fenced from here on, and what is handed over already is counted after.
                var stopped = await StopAsync(context, contactId, at, token).ConfigureAwait(false);
                await SuppressAsync(context, contact, at, token).ConfigureAwait(false);
                await LeaveAsync(context, contactId, token).ConfigureAwait(false);
                var sends = await ClearSendsAsync(context, contactId, token).ConfigureAwait(false);
                var events = await ClearEventsAsync(context, contactId, token).ConfigureAwait(false);
                var underWay = await context.SendsOf(contactId)
                    .CountAsync(row => row.State == SendState.Sending, token)
                    .ConfigureAwait(false);
                Clear(contact, at, underWay > 0);
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                return new ErasureReport(stopped, sends, events, underWay);
            },
            cancellationToken);

    public Task<IReadOnlyList<Contact>> ListUnfinishedErasuresAsync(int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Contact>>(
            async (context, token) =>
            {
                var rows = await context.Contacts
                    .Where(row => row.ErasurePending)
                    .OrderBy(row => row.Id)
                    .Take(limit)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToContact())];
            },
            cancellationToken);

    public async IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid contactId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.SendsOf(contactId)
                    .Where(row => row.OrganisationId == organisationId && row.Sequence > after.Value)
                    .OrderBy(row => row.Sequence)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Sequence,
            (true, 0L),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToSend();
        }
    }

    public async IAsyncEnumerable<DeliveryEvent> ReadEventsAsync(
        Guid organisationId, Guid contactId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.DeliveryEvents
                    .Where(row => row.ContactId == contactId && row.OrganisationId == organisationId && row.Id > after.Value)
                    .OrderBy(row => row.Id)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Id,
            (true, Guid.Empty),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToEvent();
        }
    }

    public async IAsyncEnumerable<StoredMessage> ReadStoredMessagesAsync(
        Guid organisationId, Guid contactId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Paged by count, since the key has three columns; a message that comes in between may be told twice or be left to the next export.
        var read = 0;
        List<StoredMessageEntity> page;
        do
        {
            var skip = read;
            page = await database.ReadAsync(
                (context, token) => context.StoredMessages
                    .Where(row => row.ContactId == contactId && row.OrganisationId == organisationId)
                    .OrderBy(row => row.SenderAccountId)
                    .ThenBy(row => row.ChatId)
                    .ThenBy(row => row.MessageId)
                    .Skip(skip)
                    .Take(Pages.Size)
                    .ToListAsync(token),
                cancellationToken).ConfigureAwait(false);
            read += page.Count;
            foreach (var row in page)
            {
                yield return row.ToMessage();
            }
        }
        while (page.Count == Pages.Size);
    }

    private static async Task<int> StopAsync(OutreachDbContext context, Guid contactId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await context.Participants
            .Where(row => row.ContactId == contactId && row.Trace != null)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Trace, (string?)null), cancellationToken)
            .ConfigureAwait(false);
        return await context.Participants
            .Where(row => row.ContactId == contactId && (row.DueAt != null || row.Status <= ParticipantStatus.Delivered || row.LeaseOwner != null))
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.Status, ParticipantStatus.Stopped)
                    .SetProperty(r => r.DueAt, (DateTimeOffset?)null)
                    .SetProperty(r => r.ReasonCode, ReasonCodes.Erased)
                    .SetProperty(r => r.ReasonDetail, (string?)null)
                    .SetProperty(r => r.UpdatedAt, at)
                    .SetProperty(r => r.Epoch, r => r.Epoch + 1)
                    .SetProperty(r => r.LeaseOwner, (Guid?)null)
                    .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<int> ClearSendsAsync(OutreachDbContext context, Guid contactId, CancellationToken cancellationToken)
    {
        await context.SendsOf(contactId)
            .Where(row => row.State == SendState.Due)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, SendState.Cancelled), cancellationToken)
            .ConfigureAwait(false);
        var none = Array.Empty<byte>();
        return await context.SendsOf(contactId)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.Recipient, "")
                    .SetProperty(r => r.Subject, "")
                    .SetProperty(r => r.BodyHash, none)
                    .SetProperty(r => r.ReplyText, r => r.ReplyText == null ? null : ""),
                cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Takes the contact off lists and out of pipelines, and removes what it wrote in chats.</summary>
    private static async Task LeaveAsync(OutreachDbContext context, Guid contactId, CancellationToken cancellationToken)
    {
        await context.ListMembers.Where(row => row.ContactId == contactId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.PipelinePlaces.Where(row => row.ContactId == contactId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.StoredMessages.Where(row => row.ContactId == contactId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Task<int> ClearEventsAsync(OutreachDbContext context, Guid contactId, CancellationToken cancellationToken) =>
        context.DeliveryEvents
            .Where(row => row.ContactId == contactId)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.Detail, (string?)null)
                    .SetProperty(r => r.Sentiment, (ReplySentiment?)null)
                    .SetProperty(r => r.ReplyText, r => r.ReplyText == null ? null : ""),
                cancellationToken);

    private static async Task SuppressAsync(OutreachDbContext context, ContactEntity contact, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string[] keys = [.. new[] { contact.EmailKey, contact.TelegramKey }.OfType<string>()];
        if (keys.Length == 0)
        {
            return;
        }

        var secret = await GetSecretAsync(context, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            var hash = SuppressionHash.Compute(secret, contact.OrganisationId, key);
            var entries = await context.Suppressions.AsTracking()
                .Where(row => row.OrganisationId == contact.OrganisationId && (row.Key == key || row.Key == hash))
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            var clear = entries.Find(entry => entry.Key == key);
            if (entries.TrueForAll(entry => entry.Key != hash))
            {
                context.Suppressions.Add(SuppressionEntity.From(new SuppressionEntry
                {
                    OrganisationId = contact.OrganisationId,
                    Key = hash,
                    Reason = clear?.Reason ?? SuppressionReason.Erased,
                    At = clear?.At ?? at,
                }));
            }

            if (clear is not null)
            {
                context.Suppressions.Remove(clear);
            }
        }
    }

    private static async Task<string> GetSecretAsync(OutreachDbContext context, CancellationToken cancellationToken)
    {
        var stored = await context.Metadata
            .Where(row => row.Name == MetadataNames.SuppressionKey)
            .Select(row => row.Value)
            .FirstOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        if (stored is null)
        {
            context.Metadata.Add(new MetadataEntity { Name = MetadataNames.SuppressionKey, Value = stored = SuppressionHash.NewKey() });
        }

        return stored;
    }

    private static void Clear(ContactEntity contact, DateTimeOffset at, bool isPending)
    {
        contact.Email = contact.EmailKey = contact.FirstName = contact.LastName = contact.Phone = null;
        contact.TelegramId = contact.TelegramKey = contact.CompanyName = contact.CompanyId = contact.TimeZone = null;
        contact.Tags = contact.CustomFields = contact.Consent = null;
        contact.ErasedAt ??= at;
        contact.ErasurePending = isPending;
    }
}
