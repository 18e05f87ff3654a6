using Outreach.Sequencing;

namespace Outreach;

/// <summary>The versions of a campaign's sequence, compiled, and the one that participants go over to.</summary>
internal sealed class VersionPlans(IReadOnlyDictionary<Guid, SequencePlan> plans, SequencePlan target)
{
    public SequencePlan Target => target;

    public bool NeedsContacts { get; init; }

    public SequencePlan Find(Guid versionId) =>
        plans.GetValueOrDefault(versionId) ?? throw new InvalidOperationException($"The sequence version {versionId} is missing from the store.");
}
