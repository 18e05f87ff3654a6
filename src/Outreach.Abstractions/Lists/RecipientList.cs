namespace Outreach;

/// <summary>A named list of recipients: contacts that were put on it, or those that a saved filter selects at the time of use.</summary>
public sealed record RecipientList
{
    /// <summary>Gets the list's id (a version-7 GUID).</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the list belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name shown to people; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets the saved filter, or <see langword="null"/> for a static list, whose members are added and removed. The filter can't name another
    /// list. A list stays what it was created as.
    /// </summary>
    public AudienceFilter? Filter { get; init; }

    /// <summary>Gets when the list was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Gets when a campaign to this list last had a message accepted, to the minute, or <see langword="null"/> if never. Kept by the ledger;
    /// saving the list does not change it.
    /// </summary>
    public DateTimeOffset? LastSentAt { get; init; }
}
