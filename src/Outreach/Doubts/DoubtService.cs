using System.Runtime.CompilerServices;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Lists doubts over campaigns, and records what people say about them.</summary>
internal sealed class DoubtService(
    ISendLedger ledger,
    ICampaignStore campaigns,
    IParticipantStore participants,
    IContactStore contacts,
    CampaignRuntimeCache runtimes,
    OutreachMetrics metrics,
    TimeProvider time) : IDoubtService
{
    public async IAsyncEnumerable<SendRecord> ReadAsync(
        Guid organisationId, Guid? campaignId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IEnumerable<Guid> ids = campaignId is { } one
            ? [one]
            : (await campaigns.ListAsync(organisationId, cancellationToken: cancellationToken).ConfigureAwait(false)).Select(campaign => campaign.Id);
        foreach (var id in ids)
        {
            await foreach (var send in ledger.ReadSendsAsync(organisationId, id, SendState.InDoubt, cancellationToken).ConfigureAwait(false))
            {
                yield return send;
            }
        }
    }

    public async Task<DoubtResolutionOutcome> ResolveAsync(
        Guid organisationId, Guid sendId, DoubtResolution resolution, string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by.Length, 200, nameof(by));
        while (true)
        {
            var send = await ledger.FindSendAsync(sendId, cancellationToken).ConfigureAwait(false);
            if (send is null || send.OrganisationId != organisationId)
            {
                return DoubtResolutionOutcome.NotFound;
            }

            if (send.State != SendState.InDoubt)
            {
                return DoubtResolutionOutcome.NotInDoubt;
            }

            // A conflict means that the participant was moved meanwhile: look again.
            if (await TryResolveAsync(send, resolution, by, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
        }
    }

    private async Task<DoubtResolutionOutcome?> TryResolveAsync(
        SendRecord send, DoubtResolution resolution, string by, CancellationToken cancellationToken)
    {
        if (send.Role != RecipientRole.To && resolution != DoubtResolution.Accepted)
        {
            // Its participant did not wait for it; nobody comes back for a copy.
            return DoubtResolutionOutcome.Ended;
        }

        var now = time.GetUtcNow();
        var participant = await participants.FindAsync(send.OrganisationId, send.ParticipantId, cancellationToken).ConfigureAwait(false);
        var waiting = participant is null ? null : Awaiting(participant, send);
        var runtime = waiting is null ? null : await runtimes.FindAsync(waiting, cancellationToken).ConfigureAwait(false);
        var campaign = runtime is null ? null : await campaigns.FindAsync(send.OrganisationId, send.CampaignId, cancellationToken).ConfigureAwait(false);
        var isOpen = campaign is { Status: CampaignStatus.Active or CampaignStatus.Paused };
        if (resolution != DoubtResolution.Accepted && !isOpen)
        {
            return DoubtResolutionOutcome.Ended;
        }

        var transition = !isOpen ? null
            : resolution == DoubtResolution.Accepted ? await AdvanceAsync(runtime!, waiting!, send, now, cancellationToken).ConfigureAwait(false)
            : ParticipantTransitions.AfterDoubtRetry(waiting!, send.IntentAt, now);
        var effects = CampaignLeads.With(DoubtEvents.Resolved(send, participant, resolution, by, transition, now), runtime, isReply: false);
        switch (await ledger.RecordEventAsync(effects, cancellationToken).ConfigureAwait(false))
        {
            case EventOutcome.Conflict:
                return null;
            case EventOutcome.Duplicate:
                return DoubtResolutionOutcome.NotInDoubt;
            default:
                metrics.DoubtResolved(resolution);
                return DoubtResolutionOutcome.Applied;
        }
    }

    private async Task<ParticipantTransition?> AdvanceAsync(
        CampaignRuntime runtime, Participant participant, SendRecord send, DateTimeOffset now, CancellationToken cancellationToken) =>
        await contacts.FindAsync(send.OrganisationId, send.ContactId, cancellationToken).ConfigureAwait(false) is { } contact
            ? StepAcceptance.After(runtime, participant, contact, send.IntentAt, now)
            : null;

    /// <summary>The participant as it was before the doubt ended it; <see langword="null"/> if something else did, or it is further already.</summary>
    private static Participant? Awaiting(Participant participant, SendRecord send)
    {
        if (participant.StepIndex != send.StepIndex || send.Role != RecipientRole.To)
        {
            return null;
        }

        return participant switch
        {
            { IsFinished: false } => participant,
            { Status: ParticipantStatus.Stopped, Reason.Code: ReasonCodes.InDoubt } =>
                participant with { Status = participant.StepIndex == 0 ? ParticipantStatus.Pending : ParticipantStatus.Sent },
            _ => null,
        };
    }
}
