namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>attachment_pieces</c>: contents are stored in pieces, so that nobody has to hold one in memory as a whole.</summary>
internal sealed class AttachmentPieceEntity
{
    public Guid OrganisationId { get; set; }

    public string ContentHash { get; set; } = "";

    public int Number { get; set; }

    public byte[] Content { get; set; } = [];
}
