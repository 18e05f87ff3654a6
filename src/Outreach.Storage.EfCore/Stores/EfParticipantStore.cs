using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Participants in a database. Enrolments are large, so each database package writes them in its own way.</summary>
internal abstract class EfParticipantStore(OutreachDatabase database) : IParticipantStore
{
    public async Task<int> EnrolAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(participants);
        var added = await InsertAsync(participants, cancellationToken).ConfigureAwait(false);
        if (added > 0)
        {
            await database.AnnounceDueAsync().ConfigureAwait(false);
        }

        return added;
    }

    public Task<Participant?> FindAsync(Guid organisationId, Guid participantId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.Participants
            .FirstOrDefaultAsync(row => row.Id == participantId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToParticipant(),
        cancellationToken);

    public Task<IReadOnlyList<Participant>> ListByContactAsync(
        Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Participant>>(
            async (context, token) =>
            {
                var rows = await context.Participants
                    .Where(row => row.ContactId == contactId && row.OrganisationId == organisationId)
                    .OrderByDescending(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToParticipant())];
            },
            cancellationToken);

    public async IAsyncEnumerable<Participant> ReadAsync(
        Guid organisationId,
        Guid campaignId,
        Guid? afterParticipantId = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = Pages.ReadAsync(
            (after, token) => database.ReadAsync(
                (context, t) => context.Participants
                    .Where(row => row.CampaignId == campaignId && row.Id > after.Value && row.OrganisationId == organisationId)
                    .OrderBy(row => row.Id)
                    .Take(Pages.Size)
                    .ToListAsync(t),
                token),
            row => row.Id,
            (true, afterParticipantId ?? Guid.Empty),
            cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            yield return row.ToParticipant();
        }
    }

    public Task<Guid?> FindLastEnrolledContactAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            // Ordered by the column itself, a database may look for the campaign in the index that begins with the contact, through the participants of all
            // campaigns; those of this one are enough.
            (context, token) => context.Participants
                .Where(row => row.CampaignId == campaignId && row.OrganisationId == organisationId)
                .OrderByDescending(row => row.CampaignId == campaignId ? row.ContactId : Guid.Empty)
                .Select(row => (Guid?)row.ContactId)
                .FirstOrDefaultAsync(token),
            cancellationToken);

    public Task<int> MoveToVersionAsync(IReadOnlyList<VersionMove> moves, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return database.WriteAsync(
            async (context, token) =>
            {
                var moved = 0;
                foreach (var move in moves)
                {
                    moved += await MoveAsync(context, move, token).ConfigureAwait(false);
                }

                return moved;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<TraceEntry>> ReadTraceAsync(
        Guid organisationId, Guid participantId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => TraceText.Read(await context.Participants
            .Where(row => row.Id == participantId && row.OrganisationId == organisationId)
            .Select(row => row.Trace)
            .FirstOrDefaultAsync(token)
            .ConfigureAwait(false)),
        cancellationToken);

    public Task<long> CountUnfinishedAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            async (context, token) => await context.Campaigns.AnyAsync(row => row.Id == campaignId && row.OrganisationId == organisationId, token).ConfigureAwait(false)
                ? await CountUnfinishedAsync(context, campaignId, token).ConfigureAwait(false)
                : 0,
            cancellationToken);

    public Task<long> CountDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) => database.ReadAsync(
        (context, token) => context.Campaigns
            .Where(campaign => campaign.Status == CampaignStatus.Active)
            .Join(
                context.Participants.Where(row => row.LeaseOwner == null && row.DueAt != null && row.DueAt <= now),
                campaign => campaign.Id,
                row => row.CampaignId,
                (_, row) => row.Id)
            .Take(limit)
            .LongCountAsync(token),
        cancellationToken);

    public Task<long> StopAllAsync(
        Guid organisationId, Guid campaignId, DecisionReason reason, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (context, token) =>
            {
                var stopped = await context.Participants
                    .Where(row => row.CampaignId == campaignId && row.OrganisationId == organisationId)
                    .Where(row => row.DueAt != null || row.Status <= ParticipantStatus.Delivered)
                    .ExecuteUpdateAsync(
                        row => row
                            .SetProperty(r => r.Status, ParticipantStatus.Stopped)
                            .SetProperty(r => r.DueAt, (DateTimeOffset?)null)
                            .SetProperty(r => r.ReasonCode, reason.Code ?? "")
                            .SetProperty(r => r.ReasonDetail, reason.Detail)
                            .SetProperty(r => r.UpdatedAt, at)
                            .SetProperty(r => r.Epoch, r => r.Epoch + 1)
                            .SetProperty(r => r.LeaseOwner, (Guid?)null)
                            .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null),
                        token)
                    .ConfigureAwait(false);
                await context.Sends
                    .Where(row => row.State == SendState.Due && row.State != SendState.Sent)
                    .Where(row => row.CampaignId == campaignId && row.OrganisationId == organisationId)
                    .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, SendState.Cancelled), token)
                    .ConfigureAwait(false);
                return (long)stopped;
            },
            cancellationToken);

    /// <summary>Inserts participants in one transaction, and leaves those alone that are there.</summary>
    /// <returns>How many were new.</returns>
    protected abstract Task<int> InsertAsync(IReadOnlyList<Participant> participants, CancellationToken cancellationToken);

    private async Task<int> MoveAsync(OutreachDbContext context, VersionMove move, CancellationToken cancellationToken)
    {
        var to = move.Transition;
        await database.LockParticipantAsync(context, move.ParticipantId, cancellationToken).ConfigureAwait(false);
        var moved = await context.Participants
            .Where(row => row.Id == move.ParticipantId && row.OrganisationId == move.OrganisationId && row.Epoch == move.ExpectedEpoch)
            .Where(row => !context.Sends.Any(send => send.ParticipantId == row.Id && send.State == SendState.Sending))
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(r => r.SequenceVersionId, move.SequenceVersionId)
                    .SetProperty(r => r.Status, to.Status)
                    .SetProperty(r => r.StepIndex, to.StepIndex)
                    .SetProperty(r => r.DueAt, to.DueAt)
                    .SetProperty(r => r.ReasonCode, to.Reason.Code ?? "")
                    .SetProperty(r => r.ReasonDetail, to.Reason.Detail)
                    .SetProperty(r => r.UpdatedAt, to.At)
                    .SetProperty(r => r.Epoch, r => r.Epoch + 1)
                    .SetProperty(r => r.LeaseOwner, (Guid?)null)
                    .SetProperty(r => r.LeaseUntil, (DateTimeOffset?)null),
                cancellationToken)
            .ConfigureAwait(false);
        var isFinished = SendOutcomes.Finishes(to);
        if (moved > 0)
        {
            await context.Sends
                .Where(row => row.ParticipantId == move.ParticipantId && row.State == SendState.Due)
                .Where(row => isFinished || row.StepIndex < to.StepIndex)
                .ExecuteUpdateAsync(row => row.SetProperty(r => r.State, SendState.Cancelled), cancellationToken)
                .ConfigureAwait(false);
        }

        return moved;
    }

    /// <summary>
    /// Counts who has something planned or no outcome yet: the due, the leased, and the few that wait without a time, each from its own index, so that
    /// those who are finished cost nothing.
    /// </summary>
    internal static async Task<long> CountUnfinishedAsync(OutreachDbContext context, Guid campaignId, CancellationToken cancellationToken)
    {
        var rows = context.Participants.Where(row => row.CampaignId == campaignId);
        var due = await rows.LongCountAsync(row => row.LeaseOwner == null && row.DueAt != null, cancellationToken).ConfigureAwait(false);
        var leased = await rows
            .LongCountAsync(row => row.LeaseOwner != null && (row.DueAt != null || row.Status <= ParticipantStatus.Delivered), cancellationToken)
            .ConfigureAwait(false);
        var unplanned = await rows
            .LongCountAsync(row => row.LeaseOwner == null && row.DueAt == null && row.Status <= ParticipantStatus.Delivered, cancellationToken)
            .ConfigureAwait(false);
        return due + leased + unplanned;
    }
}
