using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Forgets what is old in a database.</summary>
internal sealed class EfRetentionStore(OutreachDatabase database) : IRetentionStore
{
    /// <summary>Up to which send the texts of replies are cleared: sends are numbered in the order of their creation.</summary>
    private const string ClearedUpTo = "retention.reply-texts";

    public Task<int> RemoveDeliveryEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default)
    {
        var first = Version7.FirstAt(before);
        return database.WriteAsync(
            async (context, token) =>
            {
                var old = await context.DeliveryEvents
                    .Where(row => row.Id < first)
                    .OrderBy(row => row.Id)
                    .Select(row => row.Id)
                    .Take(limit)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return await context.DeliveryEvents.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<int> ClearReplyTextsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var cursor = await context.Metadata.AsTracking().FirstOrDefaultAsync(row => row.Name == ClearedUpTo, token).ConfigureAwait(false);
            var after = cursor is null ? 0 : long.Parse(cursor.Value, NumberStyles.None, CultureInfo.InvariantCulture);
            var page = await context.Sends
                .Where(row => row.Sequence > after)
                .OrderBy(row => row.Sequence)
                .Select(row => new { row.Sequence, row.IntentAt })
                .Take(limit)
                .ToListAsync(token)
                .ConfigureAwait(false);
            var old = page.TakeWhile(row => row.IntentAt < before).ToList();
            if (old.Count == 0)
            {
                return 0;
            }

            var last = old[^1].Sequence;
            await context.Sends
                .Where(row => row.Sequence > after && row.Sequence <= last && row.ReplyText != null && row.ReplyText != "")
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.ReplyText, ""), token)
                .ConfigureAwait(false);
            if (cursor is null)
            {
                context.Metadata.Add(cursor = new MetadataEntity { Name = ClearedUpTo });
            }

            cursor.Value = last.ToString(CultureInfo.InvariantCulture);
            await context.SaveChangesAsync(token).ConfigureAwait(false);
            return old.Count;
        },
        cancellationToken);

    public Task<int> RemoveParticipantsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) =>
        {
            var campaigns = context.Campaigns.Where(campaign => campaign.Status == CampaignStatus.Completed && campaign.CompletedAt < before);
            var old = await campaigns
                .Join(context.Participants, campaign => campaign.Id, row => row.CampaignId, (_, row) => row.Id)
                .Where(id => !context.Sends.Any(send =>
                    send.ParticipantId == id && (send.State == SendState.Sending || send.State == SendState.InDoubt)))
                .Take(limit)
                .ToListAsync(token)
                .ConfigureAwait(false);
            return await context.Participants.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
        },
        cancellationToken);
}
