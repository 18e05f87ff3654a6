namespace Outreach.Mime;

/// <summary>How reading one header section ended.</summary>
/// <param name="First">The index of its first field in the table.</param>
/// <param name="Count">How many fields were added.</param>
/// <param name="BodyStart">Where the body starts.</param>
internal readonly record struct HeaderSection(int First, int Count, int BodyStart);
