namespace Outreach;

/// <summary>Enrols contacts in the campaign of a rule, if campaign, suppression list and rule let them.</summary>
internal sealed class TriggerEnrolment(
    ICampaignStore campaigns,
    IParticipantStore participants,
    ISuppressionStore suppressions,
    ISendLedger ledger,
    AudienceReader audience,
    AudienceEnrolment enrolment,
    TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Enrols one contact.</summary>
    public async Task<TriggerOutcome> EnrolAsync(TriggerRule rule, Contact contact, CancellationToken cancellationToken)
    {
        if (await FindRunningAsync(rule, cancellationToken).ConfigureAwait(false) is not { } campaign)
        {
            return TriggerOutcome.CampaignNotRunning;
        }

        var choice = await audience.ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        if (!choice.IsReachable(contact))
        {
            return TriggerOutcome.NoAddress;
        }

        var enrolled = await participants.ListByContactAsync(rule.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        if (enrolled.Any(participant => participant.CampaignId == campaign.Id))
        {
            return TriggerOutcome.AlreadyEnrolled;
        }

        if (campaign.Audience.OnlyNew && enrolled.Count > 0)
        {
            return TriggerOutcome.NotNew;
        }

        if (!await IsSelectedAsync(rule, contact, cancellationToken).ConfigureAwait(false))
        {
            return TriggerOutcome.NotSelected;
        }

        if (await IsSuppressedAsync(choice, contact, cancellationToken).ConfigureAwait(false))
        {
            return TriggerOutcome.Suppressed;
        }

        if (await FindRoomAsync(campaign, cancellationToken).ConfigureAwait(false) <= 0)
        {
            return TriggerOutcome.LimitReached;
        }

        return await EnrolAsync(campaign, [contact], cancellationToken).ConfigureAwait(false) > 0
            ? TriggerOutcome.Enrolled
            : TriggerOutcome.AlreadyEnrolled;
    }

    /// <summary>Enrols all for whom a rule holds that is not told by events, a page at a time.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="after">The contact after which to start, or <see langword="null"/>.</param>
    /// <param name="onReached">Is told the last contact of each page once the page is enrolled.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many were enrolled.</returns>
    public async Task<long> EnrolAllAsync(TriggerRule rule, Guid? after, Func<Guid, Task> onReached, CancellationToken cancellationToken)
    {
        if (await FindRunningAsync(rule, cancellationToken).ConfigureAwait(false) is not { } campaign)
        {
            return 0;
        }

        var total = 0L;
        var choice = await audience.ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        var query = await QueryAsync(rule, campaign, choice, cancellationToken).ConfigureAwait(false);
        var found = audience.ReadAsync(rule.OrganisationId, query, after, cancellationToken);
        await foreach (var page in found.Chunk(PageSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var room = await FindRoomAsync(campaign, cancellationToken).ConfigureAwait(false);
            var allowed = new List<Contact>(page.Length);
            foreach (var contact in page)
            {
                if (allowed.Count < room
                    && choice.IsReachable(contact)
                    && !await IsSuppressedAsync(choice, contact, cancellationToken).ConfigureAwait(false))
                {
                    allowed.Add(contact);
                }
            }

            if (room <= 0 || await FindRunningAsync(rule, cancellationToken).ConfigureAwait(false) is null)
            {
                break;
            }

            total += await EnrolAsync(campaign, allowed, cancellationToken).ConfigureAwait(false);
            await onReached(page[^1].Id).ConfigureAwait(false);
        }

        return total;
    }

    private async Task<Campaign?> FindRunningAsync(TriggerRule rule, CancellationToken cancellationToken) =>
        await campaigns.FindAsync(rule.OrganisationId, rule.CampaignId, cancellationToken).ConfigureAwait(false)
            is { Status: CampaignStatus.Active or CampaignStatus.Paused } campaign
            ? campaign
            : null;

    private async Task<ContactQuery> QueryAsync(TriggerRule rule, Campaign campaign, SenderChoice choice, CancellationToken cancellationToken)
    {
        var query = await audience.QueryAsync(rule.OrganisationId, choice.Narrow(rule.Filter), cancellationToken).ConfigureAwait(false);
        query = query with { NotIn = campaign.Id, NewToAllBut = campaign.Audience.OnlyNew ? campaign.Id : null };
        return rule.Kind == TriggerKind.Tag
            ? query with { Filters = [.. query.Filters, new AudienceFilter { Tags = [rule.Tag!] }] }
            : query with { IdleSince = time.GetUtcNow().AddDays(-rule.InactiveDays) };
    }

    private async Task<bool> IsSelectedAsync(TriggerRule rule, Contact contact, CancellationToken cancellationToken)
    {
        if (rule.Filter == AudienceFilter.Everyone)
        {
            return true;
        }

        var query = await audience.QueryAsync(rule.OrganisationId, rule.Filter, cancellationToken).ConfigureAwait(false);
        return await audience.ReadAsync(rule.OrganisationId, query with { ContactId = contact.Id }, null, cancellationToken)
            .AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsSuppressedAsync(SenderChoice choice, Contact contact, CancellationToken cancellationToken) =>
        await suppressions.FindAsync(contact.OrganisationId, choice.KeyOf(contact), cancellationToken).ConfigureAwait(false) is not null;

    private async Task<long> FindRoomAsync(Campaign campaign, CancellationToken cancellationToken) => campaign.Audience.Limit is { } limit
        ? limit - (await ledger.GetStatsAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false)).Total
        : long.MaxValue;

    private async Task<int> EnrolAsync(Campaign campaign, IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        var added = await enrolment.EnrolAsync(campaign, contacts, cancellationToken).ConfigureAwait(false);

        // A campaign that was stopped in between has stopped its participants already, but for these.
        if (added > 0
            && await campaigns.FindAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false) is { Status: CampaignStatus.Completed })
        {
            await participants.StopAllAsync(
                campaign.OrganisationId, campaign.Id, new DecisionReason(ReasonCodes.CampaignStopped), time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return added;
    }
}
