using Outreach.Sequencing;

namespace Outreach;

/// <summary>Copies what a forecast needs from the host's stores into memory, as streams.</summary>
internal sealed class ForecastCopy(
    ICampaignStore campaigns,
    IContactStore contacts,
    IParticipantStore participants,
    ISuppressionStore suppressions,
    ISenderAccountStore senders,
    IMetadataStore metadata,
    ForecastHistory history,
    ISendLedger ledger,
    AudienceReader audience,
    ZoneCatalog zones)
{
    /// <summary>Fills a run with a campaign and the active ones beside it.</summary>
    public async Task FillAsync(ForecastRun run, Campaign campaign, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var organisation = run.Database.Organisation(campaign.OrganisationId);
        await foreach (var entry in suppressions.ReadAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false))
        {
            organisation.AddSuppression(entry);
        }

        if (await metadata.GetAsync(MetadataNames.SuppressionKey, cancellationToken).ConfigureAwait(false) is { } key)
        {
            run.Database.Metadata[MetadataNames.SuppressionKey] = key;
        }

        foreach (var sender in await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false))
        {
            organisation.SenderAccounts[sender.Id] = sender;
            if (DailyCapGate.FindKey(sender, from, zones) is { } quota)
            {
                organisation.Quotas[quota] = await ledger.GetQuotaUsedAsync(campaign.OrganisationId, quota, cancellationToken).ConfigureAwait(false);
            }
        }

        var active = await campaigns.ListAsync(campaign.OrganisationId, CampaignStatus.Active, cancellationToken).ConfigureAwait(false);
        foreach (var other in active.Where(other => other.Id != campaign.Id))
        {
            await CopyAsync(run, other, cancellationToken).ConfigureAwait(false);
        }

        await CopyAsync(run, campaign, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(ForecastRun run, Campaign campaign, CancellationToken cancellationToken)
    {
        var versions = await campaigns.ListSequencesAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false);
        var copy = campaign with { Status = CampaignStatus.Active };
        var store = run.Get<ICampaignStore>();
        await store.AddAsync(copy, versions[0], cancellationToken).ConfigureAwait(false);
        var organisation = run.Database.Organisation(campaign.OrganisationId);
        foreach (var version in versions.Skip(1))
        {
            organisation.Sequences.Add(version.Id, version);
        }

        var unfinished = await CopyParticipantsAsync(run, campaign, organisation, cancellationToken).ConfigureAwait(false);
        if (unfinished.Count > 0)
        {
            await history.CopyAsync(run, campaign, versions, unfinished, cancellationToken).ConfigureAwait(false);
        }

        if (campaign.Status == CampaignStatus.Draft)
        {
            // Whom the filter finds is known from here on; what it asks is not in the copy.
            var reached = await participants.FindLastEnrolledContactAsync(campaign.OrganisationId, campaign.Id, cancellationToken).ConfigureAwait(false);
            var ids = new List<Guid>();
            await foreach (var contact in Limit(audience.ReadAsync(campaign, reached, cancellationToken), campaign.Audience.Limit).ConfigureAwait(false))
            {
                organisation.AddWithoutAddress(contact);
                ids.Add(contact.Id);
            }

            var found = campaign.Audience with { ContactIds = ids, OnlyNew = false };
            await run.Get<AudienceEnrolment>().EnrolAsync(copy with { Audience = found }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<Guid>> CopyParticipantsAsync(
        ForecastRun run, Campaign campaign, InMemoryOrganisation organisation, CancellationToken cancellationToken)
    {
        var store = run.Get<IParticipantStore>();
        var unfinished = new HashSet<Guid>();
        await foreach (var participant in participants.ReadAsync(campaign.OrganisationId, campaign.Id, null, cancellationToken).ConfigureAwait(false))
        {
            if (await contacts.FindAsync(campaign.OrganisationId, participant.ContactId, cancellationToken).ConfigureAwait(false) is not { } contact)
            {
                continue;
            }

            organisation.AddWithoutAddress(contact);
            await store.EnrolAsync([participant], cancellationToken).ConfigureAwait(false);
            if (!participant.IsFinished)
            {
                unfinished.Add(participant.Id);
            }
        }

        return unfinished;
    }

    private static async IAsyncEnumerable<Contact> Limit(IAsyncEnumerable<Contact> source, int? limit)
    {
        var left = limit ?? int.MaxValue;
        await foreach (var contact in source.ConfigureAwait(false))
        {
            if (left-- <= 0)
            {
                yield break;
            }

            yield return contact;
        }
    }
}
