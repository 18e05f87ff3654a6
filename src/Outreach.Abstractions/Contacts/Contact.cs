namespace Outreach;

/// <summary>A person who can be written to. Immutable; an update is a new value given to <see cref="IContactStore"/>.</summary>
public sealed record Contact
{
    /// <summary>Gets the contact's id (a version-7 GUID).</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the contact belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the mail address as it was given, or <see langword="null"/>.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the given name, or <see langword="null"/>.</summary>
    public string? FirstName { get; init; }

    /// <summary>Gets the family name, or <see langword="null"/>.</summary>
    public string? LastName { get; init; }

    /// <summary>Gets the telephone number as it was given, or <see langword="null"/>.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the Telegram user id or user name, or <see langword="null"/>.</summary>
    public string? TelegramId { get; init; }

    /// <summary>Gets the name of the contact's company, or <see langword="null"/>.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Gets the contact's IANA time zone name such as <c>Europe/Berlin</c>, or <see langword="null"/> if it is not known.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the contact's tags; compared without regard to case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets the organisation's own fields by name; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = ContactDraft.NoFields;

    /// <summary>Gets when the contact was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
