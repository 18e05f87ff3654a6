namespace Outreach;

/// <summary>Selects contacts. All conditions that are set must hold; a filter with none selects every contact.</summary>
public sealed record AudienceFilter
{
    /// <summary>Gets a filter that selects every contact.</summary>
    public static AudienceFilter Everyone { get; } = new();

    /// <summary>Gets whether the contact must have a mail address (<see langword="true"/>), must not (<see langword="false"/>), or either.</summary>
    public bool? HasEmail { get; init; }

    /// <summary>Gets whether the contact must have a Telegram id (<see langword="true"/>), must not (<see langword="false"/>), or either.</summary>
    public bool? HasTelegram { get; init; }

    /// <summary>Gets the id of the contact's company (<see cref="Contact.CompanyId"/>), or <see langword="null"/> for any.</summary>
    public string? CompanyId { get; init; }

    /// <summary>Gets tags of which the contact must have at least one; empty for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets the pipeline, ours or the host's, in which the contact must be, or <see langword="null"/> for any or none.</summary>
    public string? PipelineId { get; init; }

    /// <summary>
    /// Gets the stages in one of which the contact must be; empty for any. Without <see cref="PipelineId"/> the stages of all pipelines are
    /// looked at.
    /// </summary>
    public IReadOnlyList<string> StageIds { get; init; } = [];

    /// <summary>Gets within how many days the contact must have opened, clicked or replied, or <see langword="null"/> for no such condition.</summary>
    /// <value>1 to 3,650 days.</value>
    public int? LastEngagedWithinDays { get; init; }

    /// <summary>Gets the recipient list to which the contact must belong, or <see langword="null"/> for any or none.</summary>
    public Guid? ListId { get; init; }

    /// <summary>Gets the chat in which the contact must have been seen to write (<see cref="StoredMessage.ChatId"/>), or <see langword="null"/>.</summary>
    public string? ChatId { get; init; }

    /// <summary>
    /// Tells whether a contact has what the filter asks of the contact itself: addresses, company and tags. The other conditions need what
    /// stores know beside the contact. Stores that filter by themselves give the same answer.
    /// </summary>
    /// <param name="contact">The contact.</param>
    /// <returns><see langword="true"/> if these conditions hold.</returns>
    public bool Selects(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return (HasEmail is null || HasEmail == !string.IsNullOrWhiteSpace(contact.Email))
            && (HasTelegram is null || HasTelegram == !string.IsNullOrWhiteSpace(contact.TelegramId))
            && (CompanyId is null || string.Equals(CompanyId, contact.CompanyId, StringComparison.Ordinal))
            && (Tags.Count == 0 || contact.Tags.Any(tag => Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Tells whether one of a contact's places in pipelines is one that the filter asks for.</summary>
    /// <param name="places">Where the contact is.</param>
    /// <returns><see langword="true"/> if so, or if the filter asks for none.</returns>
    public bool SelectsPlace(IEnumerable<PipelinePlace> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return (PipelineId is null && StageIds.Count == 0) || places.Any(place =>
            (PipelineId is null || string.Equals(PipelineId, place.PipelineId, StringComparison.OrdinalIgnoreCase))
            && (StageIds.Count == 0 || StageIds.Contains(place.StageId, StringComparer.OrdinalIgnoreCase)));
    }
}
