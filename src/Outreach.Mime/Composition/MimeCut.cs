namespace Outreach.Mime;

/// <summary>A place in a message where something is put in later.</summary>
/// <param name="Offset">Where, in bytes that were written without what is put in.</param>
/// <param name="Body">Which body, or <see cref="BodyFormats.None"/>.</param>
/// <param name="Attachment">Which attachment, or null.</param>
internal readonly record struct MimeCut(int Offset, BodyFormats Body, Attachment? Attachment);
