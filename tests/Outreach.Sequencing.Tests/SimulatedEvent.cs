namespace Outreach.Sequencing.Tests;

/// <summary>Something that happened in a <see cref="SequenceSimulation"/>: its step and status afterwards, of an attempt before.</summary>
internal sealed record SimulatedEvent(string Name, DateTimeOffset At, int StepIndex, ParticipantStatus Status)
{
    internal DateTimeOffset? DueAt { get; init; }
}
