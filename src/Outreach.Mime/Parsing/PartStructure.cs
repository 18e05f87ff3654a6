namespace Outreach.Mime;

/// <summary>How a part is read.</summary>
internal enum PartStructure
{
    Leaf,
    Multipart,
    Message,
}
