namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>recipient_lists</c>.</summary>
internal sealed class RecipientListEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Gets or sets the saved filter as JSON, or <see langword="null"/> for a static list.</summary>
    public string? Filter { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Gets or sets when a message to the list was last accepted. Kept by the ledger alone.</summary>
    public DateTimeOffset? LastSentAt { get; set; }

    public RecipientList ToList() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Name = Name,
        Filter = Filter is null ? null : StorageJson.Read<AudienceFilter>(Filter),
        CreatedAt = CreatedAt,
        LastSentAt = LastSentAt,
    };
}
