namespace Outreach.Samples;

/// <summary>Contacts whose sequence ended early, or has not ended, for one reason.</summary>
internal sealed record StopGroup(ParticipantStatus Status, string Reason, int Count, IReadOnlyList<string> Examples);
