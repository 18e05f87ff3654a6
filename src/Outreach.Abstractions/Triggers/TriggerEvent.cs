namespace Outreach;

/// <summary>Something that happened to a contact in the host's own world, such as <c>trial.ended</c>.</summary>
public sealed record TriggerEvent
{
    /// <summary>Gets the organisation. Default: <see cref="Organisation.DefaultId"/>.</summary>
    public Guid OrganisationId { get; init; } = Organisation.DefaultId;

    /// <summary>Gets what a second report of the same event is recognised by; 1 to 200 characters, unique within the organisation.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the event's name, which rules name; 1 to 100 characters, compared exactly.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the contact to whom it happened, or <see langword="null"/> to find it by <see cref="Address"/>.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Gets the contact's mail address, or <see langword="null"/>.</summary>
    public string? Address { get; init; }
}
