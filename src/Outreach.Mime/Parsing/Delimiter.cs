namespace Outreach.Mime;

/// <summary>A delimiter line found in a document.</summary>
/// <param name="Frame">The index of the open multipart it belongs to, or -1.</param>
/// <param name="IsClose">Whether it ends the multipart.</param>
/// <param name="BodyEnd">Where the body before it ends.</param>
/// <param name="After">Where the line after it starts.</param>
internal readonly record struct Delimiter(int Frame, bool IsClose, int BodyEnd, int After)
{
    public static Delimiter None => new(-1, false, 0, 0);
}
