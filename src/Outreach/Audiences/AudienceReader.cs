using System.Runtime.CompilerServices;

namespace Outreach;

/// <summary>Reads the contacts of an audience as a stream, in the order in which they are enrolled.</summary>
internal sealed class AudienceReader(
    IContactStore contacts,
    ISenderAccountStore senders,
    IParticipantStore participants,
    IRecipientListStore lists,
    IContactPlaces places,
    TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>Reads the audience.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="after">The last contact that was enrolled; those that are named by their ids are read from the first in any case.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The audience names a list that does not exist.</exception>
    public async IAsyncEnumerable<Contact> ReadAsync(
        Campaign campaign, Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = campaign.Audience.ContactIds is { } ids
            ? FindAsync(campaign, ids, cancellationToken)
            : FilterAsync(campaign, after, cancellationToken);
        await foreach (var contact in found.ConfigureAwait(false))
        {
            yield return contact;
        }
    }

    /// <summary>Finds out how the contacts of a campaign are reached.</summary>
    public async Task<SenderChoice> ChooseAsync(Campaign campaign, CancellationToken cancellationToken) =>
        SenderChoice.Of(campaign, await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false));

    /// <summary>Makes the query of a filter: what a list with a saved filter means becomes a filter of its own.</summary>
    /// <exception cref="InvalidOperationException">The filter names a list that does not exist.</exception>
    public async Task<ContactQuery> QueryAsync(Guid organisationId, AudienceFilter filter, CancellationToken cancellationToken)
    {
        var query = ContactQuery.Of(filter, time.GetUtcNow());
        if (filter.ListId is not { } listId)
        {
            return query;
        }

        var list = await lists.FindAsync(organisationId, listId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The audience names list {listId}, which does not exist in this organisation; choose another list.");
        return list.Filter is null ? query : query with { Filters = [filter with { ListId = null }, list.Filter] };
    }

    /// <summary>Reads the contacts that a query finds, wherever places in pipelines come from.</summary>
    public IAsyncEnumerable<Contact> ReadAsync(Guid organisationId, ContactQuery query, Guid? after, CancellationToken cancellationToken)
    {
        if (places is StoredContactPlaces || query.Filters.All(filter => filter.PipelineId is null && filter.StageIds.Count == 0))
        {
            return contacts.ReadAsync(organisationId, query, after, cancellationToken);
        }

        var beside = query with { Filters = [.. query.Filters.Select(filter => filter with { PipelineId = null, StageIds = [] })] };
        return FilterByPlaceAsync(organisationId, query, contacts.ReadAsync(organisationId, beside, after, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<Contact> FindAsync(
        Campaign campaign, IReadOnlyList<Guid> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var choice = await ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            if (await contacts.FindAsync(campaign.OrganisationId, id, cancellationToken).ConfigureAwait(false) is { } contact
                && choice.IsReachable(contact)
                && (!campaign.Audience.OnlyNew || await IsNewAsync(campaign, id, cancellationToken).ConfigureAwait(false)))
            {
                yield return contact;
            }
        }
    }

    private async Task<bool> IsNewAsync(Campaign campaign, Guid contactId, CancellationToken cancellationToken)
    {
        var enrolled = await participants.ListByContactAsync(campaign.OrganisationId, contactId, cancellationToken).ConfigureAwait(false);
        return enrolled.All(participant => participant.CampaignId == campaign.Id);
    }

    private async IAsyncEnumerable<Contact> FilterAsync(
        Campaign campaign, Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var choice = await ChooseAsync(campaign, cancellationToken).ConfigureAwait(false);
        var query = await QueryAsync(campaign.OrganisationId, choice.Narrow(campaign.Audience.Filter), cancellationToken).ConfigureAwait(false);
        query = campaign.Audience.OnlyNew ? query with { NewToAllBut = campaign.Id } : query;
        await foreach (var contact in ReadAsync(campaign.OrganisationId, query, after, cancellationToken).ConfigureAwait(false))
        {
            if (choice.IsReachable(contact))
            {
                yield return contact;
            }
        }
    }

    /// <summary>Asks the host where contacts are, a page at a time.</summary>
    private async IAsyncEnumerable<Contact> FilterByPlaceAsync(
        Guid organisationId, ContactQuery query, IAsyncEnumerable<Contact> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in source.Chunk(PageSize).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var found = await places.FindAsync(organisationId, [.. page.Select(contact => contact.Id)], cancellationToken).ConfigureAwait(false);
            var byContact = found.ToLookup(place => place.ContactId, place => place.Place);
            foreach (var contact in page.Where(contact => query.Filters.All(filter => filter.SelectsPlace(byContact[contact.Id]))))
            {
                yield return contact;
            }
        }
    }
}
