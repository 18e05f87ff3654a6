namespace Outreach.Mime;

/// <summary>A multipart, or a message within the message (whose boundary is empty), that is being read.</summary>
internal sealed class OpenContainer(ParsedPart part, byte[] boundary, bool isDigest)
{
    public ParsedPart Part { get; } = part;

    public byte[] Boundary { get; } = boundary;

    public bool IsDigest { get; } = isDigest;

    public bool HasParts { get; set; }
}
