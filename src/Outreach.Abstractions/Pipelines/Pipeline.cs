namespace Outreach;

/// <summary>The stages through which contacts go, such as <c>new → qualified → won</c>. A contact is in at most one stage of a pipeline.</summary>
public sealed record Pipeline
{
    /// <summary>Gets the pipeline's id (a version-7 GUID). Conditions and filters name it by its text form.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the pipeline belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name shown to people; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the stages in their order; 1 to 100.</summary>
    public required IReadOnlyList<PipelineStage> Stages { get; init; }
}
