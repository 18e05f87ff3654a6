using Outreach.Sequencing;

namespace Outreach;

/// <summary>Decides where a participant goes whose contact has replied.</summary>
internal sealed class ReplyDecision(ISendLedger ledger, IContactStore contacts, CampaignRuntimeCache runtimes)
{
    private const int RecentSends = 100;

    /// <returns>The transition, or <see langword="null"/> if the campaign or the contact is gone.</returns>
    public async Task<ParticipantTransition?> DecideAsync(Participant participant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runtime = await runtimes.FindAsync(participant, cancellationToken).ConfigureAwait(false);
        var contact = await contacts.FindAsync(participant.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false);
        if (runtime is null || contact is null)
        {
            return null;
        }

        var sends = await ledger.ListSendsByContactAsync(participant.OrganisationId, contact.Id, RecentSends, cancellationToken).ConfigureAwait(false);
        SendRecord[] own = [.. sends.Where(candidate => candidate.ParticipantId == participant.Id).Reverse()];
        return EventTransitions.AfterReply(runtime.Plan, participant, contact, own, now);
    }
}
