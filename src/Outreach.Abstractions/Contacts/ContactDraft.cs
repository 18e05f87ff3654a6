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

    /// <inheritdoc cref="Contact.CompanyId"/>
    public string? CompanyId { get; init; }

    /// <inheritdoc cref="Contact.TimeZone"/>
    public string? TimeZone { get; init; }

    /// <inheritdoc cref="Contact.Consent"/>
    public ConsentRecord? Consent { get; init; }

    /// <inheritdoc cref="Contact.Tags"/>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Contact.CustomFields"/>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = NoFields;

    /// <summary>Gets the key by which the person is found: of the mail address or, without one, of the Telegram id.</summary>
    /// <returns>The key, or <see langword="null"/> if the draft has neither.</returns>
    public string? FindKey() =>
        !string.IsNullOrWhiteSpace(Email) ? AddressKey.FromEmail(Email)
        : !string.IsNullOrWhiteSpace(TelegramId) ? AddressKey.FromTelegram(TelegramId)
        : null;

    /// <summary>Makes a new contact of the draft.</summary>
    /// <param name="id">The contact's id.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="now">The time of creation.</param>
    /// <returns>The contact; values that were empty or white space are <see langword="null"/>.</returns>
    public Contact ToContact(Guid id, Guid organisationId, DateTimeOffset now) =>
        new Contact { Id = id, OrganisationId = organisationId, CreatedAt = now }.FillFrom(this);
}
