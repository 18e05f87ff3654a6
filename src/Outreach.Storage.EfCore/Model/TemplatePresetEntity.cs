namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>template_presets</c>.</summary>
internal sealed class TemplatePresetEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Name { get; set; } = "";

    public Channel Channel { get; set; }

    /// <summary>Gets or sets the content as JSON.</summary>
    public string Content { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public TemplatePreset ToPreset() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Name = Name,
        Channel = Channel,
        Content = StorageJson.Read<MessageTemplate>(Content),
        CreatedAt = CreatedAt,
    };
}
