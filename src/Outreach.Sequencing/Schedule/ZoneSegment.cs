namespace Outreach.Sequencing;

/// <summary>A stretch of time, in UTC ticks, during which a zone's offset stays the same.</summary>
/// <param name="Start">The first tick.</param>
/// <param name="End">The tick after the last.</param>
/// <param name="Offset">Local time minus UTC, in ticks.</param>
internal readonly record struct ZoneSegment(long Start, long End, long Offset);
