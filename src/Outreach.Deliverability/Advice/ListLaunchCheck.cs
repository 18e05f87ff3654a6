using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>Says before a campaign is started that its list was not written to for long; after its end the list is no longer dormant.</summary>
internal sealed class ListLaunchCheck(IRecipientListStore lists, TimeProvider time) : ILaunchCheck
{
    public async Task<IReadOnlyList<LaunchFinding>> CheckAsync(LaunchContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var campaign = context.Campaign;
        if (campaign.Audience is not { ContactIds: null, Filter.ListId: { } listId }
            || await lists.FindAsync(campaign.OrganisationId, listId, cancellationToken).ConfigureAwait(false) is not { } list
            || ListAdvice.DormantSince(list, time.GetUtcNow()) is not { } since)
        {
            return [];
        }

        return
        [
            new LaunchFinding
            {
                Severity = LaunchSeverity.Warning,
                Code = "list_dormant",
                Message = string.Create(CultureInfo.InvariantCulture, $"The list '{list.Name}' was not written to since {since:yyyy-MM-dd}, which is more than six months."),
                Fix = ListAdvice.Fix,
            },
        ];
    }
}
