using Outreach.Sequencing;

namespace Outreach;

/// <summary>Gathers the groups of a preview.</summary>
internal sealed class SequenceEditGroups
{
    private const int MostExamples = 3;

    private readonly Dictionary<(Guid Version, int FromStep, bool IsKept, int ToStep), SequenceEditGroup> _groups = [];

    /// <summary>Counts a participant.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="from">Its version.</param>
    /// <param name="to">Where it goes, or <see langword="null"/> if it stays.</param>
    /// <param name="toPlan">The version in which that is.</param>
    public void Add(Participant participant, SequencePlan from, ParticipantTransition? to, SequencePlan toPlan)
    {
        var toStep = to?.StepIndex ?? participant.StepIndex;
        var due = to is null ? participant.DueAt : to.DueAt;
        var key = (participant.SequenceVersionId, participant.StepIndex, to is null, toStep);
        var group = _groups.GetValueOrDefault(key) ?? new SequenceEditGroup
        {
            FromVersion = from.Version.Number,
            FromStep = participant.StepIndex,
            FromName = NameOf(from, participant.StepIndex),
            IsKept = to is null,
            ToStep = toStep < toPlan.StepCount ? toStep : null,
            ToName = NameOf(toPlan, toStep),
        };
        _groups[key] = group with
        {
            Count = group.Count + 1,
            EarliestDueAt = group.EarliestDueAt is null || due < group.EarliestDueAt ? due ?? group.EarliestDueAt : group.EarliestDueAt,
            LatestDueAt = group.LatestDueAt is null || due > group.LatestDueAt ? due ?? group.LatestDueAt : group.LatestDueAt,
            ExampleContactIds = group.ExampleContactIds.Count < MostExamples ? [.. group.ExampleContactIds, participant.ContactId] : group.ExampleContactIds,
        };
    }

    public IReadOnlyList<SequenceEditGroup> ToList() =>
        [.. _groups.Values.OrderBy(group => group.FromVersion).ThenBy(group => group.FromStep).ThenBy(group => group.ToStep)];

    private static string NameOf(SequencePlan plan, int step) => step < plan.StepCount ? plan.StepAt(step).Name : "";
}
