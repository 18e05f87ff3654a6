namespace Outreach.Samples;

/// <summary>What was read of a connection: a line, or why there is none.</summary>
internal readonly record struct SmtpLine(SmtpLineStatus Status, ReadOnlyMemory<byte> Bytes);
