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

    /// <summary>Gets tags of which the contact must have at least one; empty for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tells whether the filter selects a contact. Stores that filter by themselves give the same answer.</summary>
    /// <param name="contact">The contact.</param>
    /// <returns><see langword="true"/> if all conditions that are set hold.</returns>
    public bool Selects(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return (HasEmail is null || HasEmail == !string.IsNullOrWhiteSpace(contact.Email))
            && (HasTelegram is null || HasTelegram == !string.IsNullOrWhiteSpace(contact.TelegramId))
            && (Tags.Count == 0 || contact.Tags.Any(tag => Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)));
    }
}
