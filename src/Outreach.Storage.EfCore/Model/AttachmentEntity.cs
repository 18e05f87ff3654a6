namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>attachments</c>: a content that an organisation has stored.</summary>
internal sealed class AttachmentEntity
{
    public Guid OrganisationId { get; set; }

    public string ContentHash { get; set; } = "";

    public long Length { get; set; }
}
