namespace Outreach;

/// <summary>One immutable version of a campaign's steps. Participants point at a version; an edit makes a new one.</summary>
public sealed record SequenceVersion
{
    /// <summary>Gets the version's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the sequence belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the campaign whose sequence this is.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets the number of the version, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Gets what the version means for those who were under way when it came.</summary>
    public InFlightPlan Plan { get; init; }

    /// <summary>Gets the steps in order; at least one.</summary>
    public required IReadOnlyList<SequenceStep> Steps { get; init; }
}
