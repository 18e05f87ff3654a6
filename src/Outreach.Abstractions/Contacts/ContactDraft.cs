using System.Collections.ObjectModel;

namespace Outreach;

/// <summary>What is known of a person before it is found among the contacts or created.</summary>
public sealed record ContactDraft
{
    internal static readonly IReadOnlyDictionary<string, string> NoFields = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc cref="Contact.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="Contact.FirstName"/>
    public string? FirstName { get; init; }

    /// <inheritdoc cref="Contact.LastName"/>
    public string? LastName { get; init; }

    /// <inheritdoc cref="Contact.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Contact.TelegramId"/>
    public string? TelegramId { get; init; }

    /// <inheritdoc cref="Contact.CompanyName"/>
    public string? CompanyName { get; init; }

    /// <inheritdoc cref="Contact.TimeZone"/>
    public string? TimeZone { get; init; }

    /// <inheritdoc cref="Contact.Tags"/>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Contact.CustomFields"/>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = NoFields;
}
