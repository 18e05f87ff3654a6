namespace Outreach.Benchmarks;

/// <summary>What one transaction looked like on the wire.</summary>
/// <param name="Envelope">The commands from MAIL to DATA.</param>
/// <param name="Content">The message up to the dot, inclusive.</param>
internal sealed record SinkSample(byte[] Envelope, byte[] Content);
