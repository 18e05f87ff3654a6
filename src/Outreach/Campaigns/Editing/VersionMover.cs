using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Takes those who are under way over to a version by its plan, a page a transaction. Who is over there is left alone, so it can be
/// interrupted anywhere and called again.
/// </summary>
internal sealed class VersionMover(
    ICampaignStore campaigns, IParticipantStore participants, IContactStore contacts, CampaignCompletion completion, ZoneCatalog zones, TimeProvider time)
{
    private const int PageSize = 500;
    private const int MostPasses = 40;
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromMilliseconds(250);

    /// <summary>Tells whether a participant that is under way stays where it is.</summary>
    public static bool IsKept(Participant participant, SequenceVersion version) =>
        version.Plan == InFlightPlan.Keep
        || participant.SequenceVersionId == version.Id

        // The answer of its own step is still open, whatever comes next.
        || string.Equals(participant.Reason.Code, ReasonCodes.InDoubt, StringComparison.Ordinal);

    public async Task<VersionPlans> LoadAsync(Campaign campaign, SequenceVersion target, CancellationToken cancellationToken)
    {
        var window = SendingWindow.Compile(campaign.Schedule, zones);
        var stored = await campaigns.ListSequencesAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false);
        return new VersionPlans(stored.ToDictionary(version => version.Id, version => SequencePlan.Compile(version, window)), SequencePlan.Compile(target, window))
        {
            NeedsContacts = campaign.Schedule.UseRecipientTimeZone,
        };
    }

    public async Task<SequenceEditResult> MoveAllAsync(Campaign campaign, SequenceVersion target, CancellationToken cancellationToken)
    {
        var versions = await LoadAsync(campaign, target, cancellationToken).ConfigureAwait(false);
        var result = new SequenceEditResult { Version = target };
        for (var pass = 1; ; pass++)
        {
            var next = await PassAsync(campaign, target, versions, cancellationToken).ConfigureAwait(false);
            result = next with { Moved = result.Moved + next.Moved };
            if (next.Remaining == 0 || pass == MostPasses)
            {
                break;
            }

            // Their messages are being handed over, or a worker or an event moved them in between.
            await Task.Delay(BetweenPasses, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        if (result.Moved > 0)
        {
            completion.Touch(campaign.OrganisationId, campaign.Id);
            await completion.CompleteFinishedAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public async Task<ParticipantTransition> DecideAsync(VersionPlans versions, Participant participant, CancellationToken cancellationToken)
    {
        var contact = versions.NeedsContacts
            ? await contacts.FindAsync(participant.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false)
            : null;
        return SequenceMigration.Move(
            versions.Find(participant.SequenceVersionId),
            versions.Target,
            participant,
            contact ?? new Contact { Id = participant.ContactId, OrganisationId = participant.OrganisationId },
            versions.Target.Version.Plan,
            time.GetUtcNow());
    }

    private async Task<SequenceEditResult> PassAsync(
        Campaign campaign, SequenceVersion target, VersionPlans versions, CancellationToken cancellationToken)
    {
        var (moved, kept, tried) = (0L, 0L, 0L);
        var page = new List<VersionMove>(PageSize);
        await foreach (var participant in participants.ReadAsync(campaign.OrganisationId, campaign.Id, null, cancellationToken).ConfigureAwait(false))
        {
            if (participant.IsFinished || IsKept(participant, target))
            {
                kept += participant.IsFinished || participant.SequenceVersionId == target.Id ? 0 : 1;
                continue;
            }

            tried++;
            page.Add(new VersionMove
            {
                OrganisationId = participant.OrganisationId,
                ParticipantId = participant.Id,
                ExpectedEpoch = participant.Epoch,
                SequenceVersionId = target.Id,
                Transition = await DecideAsync(versions, participant, cancellationToken).ConfigureAwait(false),
            });
            if (page.Count == PageSize)
            {
                moved += await participants.MoveToVersionAsync(page, cancellationToken).ConfigureAwait(false);
                page.Clear();
            }
        }

        moved += page.Count > 0 ? await participants.MoveToVersionAsync(page, cancellationToken).ConfigureAwait(false) : 0;
        return new SequenceEditResult { Version = target, Moved = moved, Kept = kept, Remaining = tried - moved };
    }
}
