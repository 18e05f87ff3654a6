namespace Outreach;

/// <summary>Gives ids to steps that are new.</summary>
internal static class SequenceSteps
{
    public static IReadOnlyList<SequenceStep> WithIds(IReadOnlyList<SequenceStep> steps, DateTimeOffset now) =>
        [.. steps.Select(step => step.Id == Guid.Empty ? step with { Id = Guid.CreateVersion7(now) } : step)];
}
