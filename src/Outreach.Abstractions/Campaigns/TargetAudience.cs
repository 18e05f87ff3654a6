namespace Outreach;

/// <summary>Whom a campaign is for.</summary>
public sealed record TargetAudience
{
    /// <summary>Gets the filter that contacts must pass. Ignored when <see cref="ContactIds"/> is set.</summary>
    public AudienceFilter Filter { get; init; } = AudienceFilter.Everyone;

    /// <summary>Gets an audience of nobody, for campaigns whose contacts come from triggers alone.</summary>
    public static TargetAudience Nobody { get; } = new() { ContactIds = [] };

    /// <summary>Gets the exact contacts, or <see langword="null"/> to select by <see cref="Filter"/>.</summary>
    public IReadOnlyList<Guid>? ContactIds { get; init; }

    /// <summary>
    /// Gets whether contacts are left out that are enrolled in any other campaign of the organisation, whatever became of it. Also holds for
    /// <see cref="ContactIds"/>, and for contacts that triggers enrol.
    /// </summary>
    public bool OnlyNew { get; init; }

    /// <summary>
    /// Gets the sender account that writes to the audience, or <see langword="null"/>. It is used where the campaign's draft names no sender
    /// accounts.
    /// </summary>
    public Guid? SenderAccountId { get; init; }

    /// <summary>Gets the pause between two messages, or <see langword="null"/> for none. It is used where the campaign's draft has no pacing.</summary>
    /// <value>1 to 86,400 seconds.</value>
    public int? SendDelaySeconds { get; init; }

    /// <summary>Gets the greatest number of contacts to enrol, or <see langword="null"/> for no limit.</summary>
    public int? Limit { get; init; }
}
