namespace Outreach;

/// <summary>Enrols contacts in a running campaign when something happens, or does not.</summary>
public sealed record TriggerRule
{
    /// <summary>Gets the rule's id (a version-7 GUID).</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the rule belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name shown to people; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the campaign. While an enabled rule names it, it is not completed for want of participants.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets what the rule waits for.</summary>
    public required TriggerKind Kind { get; init; }

    /// <summary>Gets the name of the event, for <see cref="TriggerKind.Event"/>; 1 to 100 characters.</summary>
    public string? EventName { get; init; }

    /// <summary>Gets the tag, for <see cref="TriggerKind.Tag"/>; 1 to 100 characters, compared without regard to case.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets for more than how many days a contact must have been inactive, for <see cref="TriggerKind.Inactive"/>.</summary>
    /// <value>1 to 3,650 days. Default: 90.</value>
    public int InactiveDays { get; init; } = 90;

    /// <summary>Gets which contacts the rule is for, beside what it waits for. Default: everyone.</summary>
    public AudienceFilter Filter { get; init; } = AudienceFilter.Everyone;

    /// <summary>Gets whether the rule is in force. Default: <see langword="true"/>.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Gets when the rule was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets whether the rule's contacts are looked for from time to time, and not told by an event.</summary>
    public bool IsScanned => Kind is TriggerKind.Tag or TriggerKind.Inactive;

    /// <summary>Finds what can be known wrong of the rule by itself.</summary>
    /// <returns>What is wrong, for people, or <see langword="null"/>.</returns>
    public string? FindProblem() =>
        !HasLength(Name, 200) ? "Its Name must have 1 to 200 characters."
        : Kind == TriggerKind.Event && !HasLength(EventName, 100) ? "Its EventName must have 1 to 100 characters."
        : Kind == TriggerKind.Tag && !HasLength(Tag, 100) ? "Its Tag must have 1 to 100 characters."
        : Kind == TriggerKind.Inactive && InactiveDays is < 1 or > 3_650 ? "Its InactiveDays must be 1 to 3,650."
        : null;

    private static bool HasLength(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;
}
