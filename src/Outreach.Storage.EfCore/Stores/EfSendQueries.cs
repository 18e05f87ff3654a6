using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>What a ledger tells about sends, apart from leasing and recording, which each database does in its own way.</summary>
internal sealed class EfSendQueries(OutreachDatabase database)
{
    public Task<SendRecord?> FindSendAsync(Guid sendId, CancellationToken cancellationToken) => database.ReadAsync(
        async (context, token) => (await context.Sends
            .FirstOrDefaultAsync(row => row.Id == sendId, token)
            .ConfigureAwait(false))?.ToSend(),
        cancellationToken);

    public async Task<SendRecord?> FindSendByMessageIdAsync(Guid organisationId, string messageId, CancellationToken cancellationToken)
    {
        // The left side names the send to the contact itself, so it needs no index of its own.
        const int IdLength = 32;
        if (messageId.Length <= IdLength + 1 || messageId[IdLength + 1] != '@' || !Guid.TryParseExact(messageId.AsSpan(1, IdLength), "N", out var sendId))
        {
            return null;
        }

        return await FindSendAsync(sendId, cancellationToken).ConfigureAwait(false) is { Role: RecipientRole.To } send
            && send.OrganisationId == organisationId
            && string.Equals(send.MessageId, messageId, StringComparison.Ordinal)
                ? send
                : null;
    }

    public Task<IReadOnlyList<SendRecord>> ListSendsByContactAsync(
        Guid organisationId, Guid contactId, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SendRecord>>(
            async (context, token) =>
            {
                var rows = await context.SendsOf(contactId)
                    .Where(row => row.OrganisationId == organisationId)
                    .OrderByDescending(row => row.Sequence)
                    .Take(limit)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToSend())];
            },
            cancellationToken);

    public async IAsyncEnumerable<SendRecord> ReadSendsAsync(
        Guid organisationId, Guid campaignId, SendState? state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => OfState(context.Sends, state)
                    .Where(row => row.CampaignId == campaignId && row.Sequence > after.Value && row.OrganisationId == organisationId)
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

    public Task<long> GetQuotaUsedAsync(Guid organisationId, string quotaKey, CancellationToken cancellationToken) => database.ReadAsync(
        (context, token) => context.Quotas
            .Where(row => row.OrganisationId == organisationId && row.Key == quotaKey)
            .Select(row => row.Used)
            .FirstOrDefaultAsync(token),
        cancellationToken);

    public Task<CampaignStats> GetStatsAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken) => database.ReadAsync(
        async (context, token) =>
        {
            if (!await context.Campaigns.AnyAsync(row => row.Id == campaignId && row.OrganisationId == organisationId, token).ConfigureAwait(false))
            {
                return new CampaignStats();
            }

            // One view of all tables, so that the numbers agree with each other.
            var view = await database.BeginSnapshotAsync(context, token).ConfigureAwait(false);
            await using (view.ConfigureAwait(false))
            {
                return await CountAsync(context, campaignId, token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    // A state other than sent is read from the index that leaves the sent ones out; the second condition lets the database see that.
    private static IQueryable<SendEntity> OfState(IQueryable<SendEntity> sends, SendState? state) => state switch
    {
        null => sends,
        SendState.Sent => sends.Where(row => row.State == SendState.Sent),
        _ => sends.Where(row => row.State == state && row.State != SendState.Sent),
    };

    private static async Task<CampaignStats> CountAsync(OutreachDbContext context, Guid campaignId, CancellationToken cancellationToken)
    {
        var byStatus = await context.Participants
            .Where(row => row.CampaignId == campaignId)
            .GroupBy(row => row.Status)
            .Select(group => new { group.Key, Count = group.LongCount() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken)
            .ConfigureAwait(false);

        // Sent is what is left of all: only the others have an index of their own.
        var allSends = await context.Sends.LongCountAsync(row => row.CampaignId == campaignId, cancellationToken).ConfigureAwait(false);
        var others = new Dictionary<SendState, long>();
        foreach (var state in Enum.GetValues<SendState>().Where(state => state != SendState.Sent))
        {
            others[state] = await context.Sends
                .LongCountAsync(row => row.State == state && row.State != SendState.Sent && row.CampaignId == campaignId, cancellationToken)
                .ConfigureAwait(false);
        }

        var copies = await context.Sends
            .Where(row => row.CampaignId == campaignId && row.Role != RecipientRole.To)
            .GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.LongCount() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken)
            .ConfigureAwait(false);
        var sentCopies = copies.GetValueOrDefault(SendState.Sent);
        return new CampaignStats
        {
            Total = byStatus.Values.Sum(),
            Sent = allSends - others.Values.Sum() - sentCopies,
            SentCopies = sentCopies,
            Failed = others[SendState.Failed] - copies.GetValueOrDefault(SendState.Failed),
            InDoubt = others[SendState.InDoubt],
            Unfinished = await EfParticipantStore.CountUnfinishedAsync(context, campaignId, cancellationToken).ConfigureAwait(false),
            Replied = byStatus.GetValueOrDefault(ParticipantStatus.Replied),
            Bounced = byStatus.GetValueOrDefault(ParticipantStatus.Bounced),
            Unsubscribed = byStatus.GetValueOrDefault(ParticipantStatus.Unsubscribed),
            Stopped = byStatus.GetValueOrDefault(ParticipantStatus.Stopped),
            Completed = byStatus.GetValueOrDefault(ParticipantStatus.Completed),
        };
    }
}
