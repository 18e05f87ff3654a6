namespace Outreach;

/// <summary>Which contacts a store is asked for: those that every filter selects and for whom the other conditions hold.</summary>
public sealed record ContactQuery
{
    /// <summary>Gets a query that finds every contact.</summary>
    public static ContactQuery Everyone { get; } = new();

    /// <summary>
    /// Gets the filters, all of which must select a contact. A store takes <see cref="AudienceFilter.ListId"/> as the members that are stored
    /// with a list; what a list with a filter of its own means has become a filter here before.
    /// </summary>
    public IReadOnlyList<AudienceFilter> Filters { get; init; } = [];

    /// <summary>Gets the time from which <see cref="AudienceFilter.LastEngagedWithinDays"/> counts back; needed with it.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>
    /// Gets since when a contact must not have opened, clicked or replied, nor have been created, or <see langword="null"/> for no such
    /// condition.
    /// </summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>Gets a campaign without which the contact must not be enrolled in any, or <see langword="null"/> for no such condition.</summary>
    public Guid? NewToAllBut { get; init; }

    /// <summary>Gets a campaign in which the contact must not be enrolled, or <see langword="null"/> for no such condition.</summary>
    public Guid? NotIn { get; init; }

    /// <summary>Gets the only contact that is asked about, or <see langword="null"/> for any.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Makes a query of one filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="now">The time by the campaign's clock.</param>
    public static ContactQuery Of(AudienceFilter filter, DateTimeOffset now = default) => new() { Filters = [filter], Now = now };

    /// <summary>Tells whether a contact has what the filters ask of the contact itself (<see cref="AudienceFilter.Selects"/>).</summary>
    /// <param name="contact">The contact.</param>
    public bool Selects(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return (ContactId is null || ContactId == contact.Id)
            && Filters.All(filter => filter.Selects(contact))
            && (IdleSince is null || contact.CreatedAt < IdleSince);
    }

    /// <summary>Tells whether an event shows that a contact takes an interest: it opened, clicked or replied.</summary>
    /// <param name="type">The event's type.</param>
    public static bool IsEngagement(DeliveryEventType type) =>
        type is DeliveryEventType.Opened or DeliveryEventType.Clicked or DeliveryEventType.Replied;
}
