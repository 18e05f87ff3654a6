using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Turns a <see cref="ContactQuery"/> into conditions of a database, but for tags, whose case databases compare for ASCII letters only.</summary>
internal static class EfContactQuery
{
    public static IQueryable<ContactEntity> Apply(this IQueryable<ContactEntity> rows, OutreachDbContext context, Guid organisationId, ContactQuery query)
    {
        var engagements = context.DeliveryEvents.Where(happened =>
            happened.Type == DeliveryEventType.Replied || happened.Type == DeliveryEventType.Opened || happened.Type == DeliveryEventType.Clicked);
        foreach (var filter in query.Filters)
        {
            rows = ApplyPlaces(ApplyOwn(rows, filter), context, filter);
            if (filter.ListId is { } listId)
            {
                rows = rows.Where(row => context.ListMembers.Any(member => member.ListId == listId && member.ContactId == row.Id));
            }

            if (filter.ChatId is { } chatId)
            {
                rows = rows.Where(row => context.StoredMessages.Any(
                    message => message.ContactId == row.Id && message.ChatId == chatId && message.OrganisationId == organisationId));
            }

            if (filter.LastEngagedWithinDays is { } days)
            {
                var since = query.Now.AddDays(-days);
                rows = rows.Where(row => engagements.Any(happened => happened.ContactId == row.Id && happened.At >= since));
            }
        }

        if (query.IdleSince is { } idleSince)
        {
            rows = rows.Where(row => row.CreatedAt < idleSince
                && !engagements.Any(happened => happened.ContactId == row.Id && happened.At >= idleSince));
        }

        if (query.NewToAllBut is { } campaignId)
        {
            rows = rows.Where(row => !context.Participants.Any(participant => participant.ContactId == row.Id && participant.CampaignId != campaignId));
        }

        if (query.NotIn is { } notIn)
        {
            rows = rows.Where(row => !context.Participants.Any(participant => participant.CampaignId == notIn && participant.ContactId == row.Id));
        }

        return query.ContactId is { } contactId ? rows.Where(row => row.Id == contactId) : rows;
    }

    private static IQueryable<ContactEntity> ApplyOwn(IQueryable<ContactEntity> rows, AudienceFilter filter)
    {
        if (filter.HasEmail is { } hasEmail)
        {
            rows = rows.Where(row => (row.EmailKey != null) == hasEmail);
        }

        if (filter.HasTelegram is { } hasTelegram)
        {
            rows = rows.Where(row => (row.TelegramKey != null) == hasTelegram);
        }

        return filter.CompanyId is { } companyId ? rows.Where(row => row.CompanyId == companyId) : rows;
    }

    /// <summary>Ids of other forms than ours name pipelines and stages that are not here, where nobody is.</summary>
    private static IQueryable<ContactEntity> ApplyPlaces(IQueryable<ContactEntity> rows, OutreachDbContext context, AudienceFilter filter)
    {
        if (filter.PipelineId is null && filter.StageIds.Count == 0)
        {
            return rows;
        }

        var places = context.PipelinePlaces.AsQueryable();
        if (filter.PipelineId is not null)
        {
            var pipelineId = Guid.TryParse(filter.PipelineId, out var id) ? id : Guid.Empty;
            places = places.Where(place => place.PipelineId == pipelineId);
        }

        if (filter.StageIds.Count > 0)
        {
            List<Guid> stages = [.. filter.StageIds.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];
            places = places.Where(place => stages.Contains(place.StageId));
        }

        return rows.Where(row => places.Any(place => place.ContactId == row.Id));
    }
}
