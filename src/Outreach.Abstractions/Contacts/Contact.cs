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

    /// <summary>Gets the company's id in the host's own records, or <see langword="null"/>; at most 200 characters.</summary>
    public string? CompanyId { get; init; }

    /// <summary>Gets the contact's IANA time zone name such as <c>Europe/Berlin</c>, or <see langword="null"/> if it is not known.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the contact's tags; compared without regard to case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets the organisation's own fields by name; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = ContactDraft.NoFields;

    /// <summary>Gets how the person agreed to be written to, or <see langword="null"/> if that is not recorded.</summary>
    public ConsentRecord? Consent { get; init; }

    /// <summary>Gets when the contact was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Gets when the person was erased, or <see langword="null"/>. An erased contact is what is left of one: an id without a person, to which
    /// counted sends belong. It is in no audience and is never found by an address.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Fills what is empty from a draft of the same person and keeps the rest: single values and custom fields one by one, tags only if
    /// there are none.
    /// </summary>
    /// <param name="draft">What else is known of the person.</param>
    /// <returns>The filled contact, or this one if the draft knows nothing more.</returns>
    public Contact FillFrom(ContactDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var filled = this with
        {
            Email = Fill(Email, draft.Email),
            FirstName = Fill(FirstName, draft.FirstName),
            LastName = Fill(LastName, draft.LastName),
            Phone = Fill(Phone, draft.Phone),
            TelegramId = Fill(TelegramId, draft.TelegramId),
            CompanyName = Fill(CompanyName, draft.CompanyName),
            CompanyId = Fill(CompanyId, draft.CompanyId),
            TimeZone = Fill(TimeZone, draft.TimeZone),
            Consent = Consent ?? draft.Consent,
            Tags = Tags.Count == 0 && draft.Tags.Count > 0 ? [.. draft.Tags] : Tags,
            CustomFields = FillFields(CustomFields, draft.CustomFields),
        };
        return filled == this ? this : filled;
    }

    /// <summary>Gets the contact's address on a channel, or <see langword="null"/> if it has none there.</summary>
    /// <param name="channel">The channel.</param>
    public string? AddressOn(Channel channel)
    {
        var address = channel == Channel.Telegram ? TelegramId : Email;
        return string.IsNullOrWhiteSpace(address) ? null : address;
    }

    /// <summary>Adds tags that the contact does not have, in whatever case; blank ones are left out.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>The contact with the tags, or this one if it has them all.</returns>
    public Contact WithTags(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        string[] added =
        [
            .. tags.Where(tag => !string.IsNullOrWhiteSpace(tag))
                .Select(tag => tag.Trim())
                .Except(Tags, StringComparer.OrdinalIgnoreCase),
        ];
        return added.Length == 0 ? this : this with { Tags = [.. Tags, .. added] };
    }

    private static string? Fill(string? value, string? from) =>
        string.IsNullOrWhiteSpace(value) && !string.IsNullOrWhiteSpace(from) ? from : value;

    private static IReadOnlyDictionary<string, string> FillFields(
        IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string> from)
    {
        Dictionary<string, string>? filled = null;
        foreach (var (name, value) in from)
        {
            if (!string.IsNullOrWhiteSpace(value) && (!fields.TryGetValue(name, out var present) || string.IsNullOrWhiteSpace(present)))
            {
                filled ??= new Dictionary<string, string>(fields, StringComparer.OrdinalIgnoreCase);
                filled.TryGetValue(name, out present);
                filled[name] = string.IsNullOrWhiteSpace(present) ? value : present;
            }
        }

        return filled ?? fields;
    }
}
