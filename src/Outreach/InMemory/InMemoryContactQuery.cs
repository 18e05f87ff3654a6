namespace Outreach;

/// <summary>Tests a <see cref="ContactQuery"/> on the data of an organisation in memory.</summary>
internal static class InMemoryContactQuery
{
    public static bool Finds(this ContactQuery query, InMemoryOrganisation organisation, Contact contact) =>
        query.Selects(contact)
        && query.Filters.All(filter => Selects(filter, query, organisation, contact.Id))
        && (query.IdleSince is not { } idleSince || !IsEngaged(organisation, contact.Id, idleSince))
        && (query.NewToAllBut is not { } campaignId || CampaignsOf(organisation, contact.Id).All(id => id == campaignId))
        && (query.NotIn is not { } notIn || !CampaignsOf(organisation, contact.Id).Contains(notIn));

    private static bool Selects(AudienceFilter filter, ContactQuery query, InMemoryOrganisation organisation, Guid contactId)
    {
        var audiences = organisation.Audiences;
        return filter.SelectsPlace(audiences.PlacesOf(contactId))
            && (filter.ListId is not { } listId || audiences.IsMember(listId, contactId))
            && (filter.ChatId is null || audiences.IsSeenIn(filter.ChatId, contactId))
            && (filter.LastEngagedWithinDays is not { } days || IsEngaged(organisation, contactId, query.Now.AddDays(-days)));
    }

    private static bool IsEngaged(InMemoryOrganisation organisation, Guid contactId, DateTimeOffset since) =>
        organisation.EventsByContact.TryGetValue(contactId, out var events)
        && events.Exists(happened => ContactQuery.IsEngagement(happened.Type) && happened.At >= since);

    private static IEnumerable<Guid> CampaignsOf(InMemoryOrganisation organisation, Guid contactId) =>
        organisation.ParticipantsByContact.TryGetValue(contactId, out var participants)
            ? participants.Select(id => organisation.Participants[id].Value.CampaignId)
            : [];
}
