namespace Outreach.Mime;

/// <summary>One thing wrong with a parsed message.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Where, as an offset in bytes from the start of the parsed message.</param>
/// <remarks><c>default</c> means: no problem.</remarks>
public readonly record struct MimeProblem(MimeProblemKind Kind, int Offset);
