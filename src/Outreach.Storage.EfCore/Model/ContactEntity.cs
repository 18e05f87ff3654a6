namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>contacts</c>.</summary>
internal sealed class ContactEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string? Email { get; set; }

    /// <summary>Gets or sets the key of <see cref="Email"/>; unique within the organisation.</summary>
    public string? EmailKey { get; set; }

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Phone { get; set; }

    public string? TelegramId { get; set; }

    public string? TelegramKey { get; set; }

    public string? CompanyName { get; set; }

    public string? CompanyId { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>Gets or sets the tags as JSON, or <see langword="null"/> for none.</summary>
    public string? Tags { get; set; }

    /// <summary>Gets or sets the custom fields as JSON, or <see langword="null"/> for none.</summary>
    public string? CustomFields { get; set; }

    /// <summary>Gets or sets the consent as JSON, or <see langword="null"/> for none.</summary>
    public string? Consent { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>Gets or sets whether a send of an erased contact was on its way, so that its result has to be cleared later.</summary>
    public bool ErasurePending { get; set; }

    public Contact ToContact() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Email = Email,
        FirstName = FirstName,
        LastName = LastName,
        Phone = Phone,
        TelegramId = TelegramId,
        CompanyName = CompanyName,
        CompanyId = CompanyId,
        TimeZone = TimeZone,
        Tags = StorageJson.ReadTags(Tags),
        CustomFields = StorageJson.ReadFields(CustomFields),
        Consent = StorageJson.ReadConsent(Consent),
        CreatedAt = CreatedAt,
        ErasedAt = ErasedAt,
    };

    public void Set(Contact contact)
    {
        Id = contact.Id;
        OrganisationId = contact.OrganisationId;
        Email = contact.Email;
        EmailKey = string.IsNullOrWhiteSpace(contact.Email) ? null : AddressKey.FromEmail(contact.Email);
        FirstName = contact.FirstName;
        LastName = contact.LastName;
        Phone = contact.Phone;
        TelegramId = contact.TelegramId;
        TelegramKey = string.IsNullOrWhiteSpace(contact.TelegramId) ? null : AddressKey.FromTelegram(contact.TelegramId);
        CompanyName = contact.CompanyName;
        CompanyId = contact.CompanyId;
        TimeZone = contact.TimeZone;
        Tags = StorageJson.WriteTags(contact.Tags);
        CustomFields = StorageJson.WriteFields(contact.CustomFields);
        Consent = StorageJson.WriteConsent(contact.Consent);
        CreatedAt = contact.CreatedAt;
    }
}
