namespace Outreach.Mime;

/// <summary>A place where bytes of a body were left out.</summary>
/// <param name="Offset">Where, in the bytes that were kept.</param>
/// <param name="Count">How many.</param>
internal readonly record struct MimeTrim(int Offset, long Count);
