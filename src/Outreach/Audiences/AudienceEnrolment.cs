using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Makes participants of a campaign's audience, a page of contacts at a time, so that memory stays flat. Enrolling again changes nothing
/// for those who are in already, and an enrolment that was interrupted goes on after the last contact that it reached.
/// </summary>
internal sealed class AudienceEnrolment(
    AudienceReader audience,
    IParticipantStore participants,
    ICampaignStore campaigns,
    ISendLedger ledger,
    ZoneCatalog zones,
    TimeProvider time)
{
    private const int PageSize = 500;

    public async Task EnrolAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var plan = await CompileAsync(campaign, cancellationToken).ConfigureAwait(false);
        var choice = await audience.ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        var number = (await ledger.GetStatsAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false)).Total;
        var room = campaign.Audience.Limit - number ?? long.MaxValue;
        var page = new List<Participant>(PageSize);
        var reached = await participants.FindLastEnrolledContactAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false);
        await foreach (var contact in audience.ReadAsync(campaign, reached, cancellationToken).ConfigureAwait(false))
        {
            if (room <= 0)
            {
                break;
            }

            page.Add(Participant(campaign, plan, choice, contact, number++));
            if (page.Count == Math.Min(PageSize, room))
            {
                room -= await participants.EnrolAsync(page, cancellationToken).ConfigureAwait(false);
                page.Clear();
            }
        }

        if (page.Count > 0)
        {
            await participants.EnrolAsync(page, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Enrols some contacts more.</summary>
    /// <returns>How many were not enrolled yet.</returns>
    public async Task<int> EnrolAsync(Campaign campaign, IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        var plan = await CompileAsync(campaign, cancellationToken).ConfigureAwait(false);
        var choice = await audience.ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        var number = (await ledger.GetStatsAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false)).Total;
        return contacts.Count == 0
            ? 0
            : await participants.EnrolAsync([.. contacts.Select(contact => Participant(campaign, plan, choice, contact, number++))], cancellationToken).ConfigureAwait(false);
    }

    private async Task<SequencePlan> CompileAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var sequence = await campaigns.FindSequenceAsync(campaign.OrganisationId, campaign.SequenceVersionId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The sequence of campaign {campaign.Id} is missing from the store.");
        return SequencePlan.Compile(sequence, SendingWindow.Compile(campaign.Schedule, zones));
    }

    private Participant Participant(Campaign campaign, SequencePlan plan, SenderChoice choice, Contact contact, long number)
    {
        var sender = choice.For(contact);
        var now = time.GetUtcNow();
        return new Participant
        {
            Id = ParticipantIds.Create(now, number, campaign.Id, contact.Id),
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            ContactId = contact.Id,
            SenderAccountId = sender?.Id ?? campaign.SenderAccountIds[0],
            Channel = sender?.Channel ?? Channel.Email,
            SequenceVersionId = campaign.SequenceVersionId,
            DueAt = ParticipantTransitions.FirstDue(plan, contact, now),
            Reason = new DecisionReason(ReasonCodes.Enrolled),
            UpdatedAt = now,
        };
    }
}
