namespace Outreach;

/// <summary>Participants who are at the same step and for whom an edit would mean the same.</summary>
public sealed record SequenceEditGroup
{
    /// <summary>Gets the number of the version that they follow.</summary>
    public required int FromVersion { get; init; }

    /// <summary>Gets the index of their next step in that version, from 0.</summary>
    public required int FromStep { get; init; }

    /// <summary>Gets the name of that step.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Gets whether they would stay with their version.</summary>
    public bool IsKept { get; init; }

    /// <summary>Gets the index of the step that they would get next, or <see langword="null"/> if their sequence would be over.</summary>
    public int? ToStep { get; init; }

    /// <summary>Gets the name of that step.</summary>
    public string ToName { get; init; } = "";

    /// <summary>Gets how many they are.</summary>
    public long Count { get; init; }

    /// <summary>Gets when the first of them would be looked at, or <see langword="null"/>.</summary>
    public DateTimeOffset? EarliestDueAt { get; init; }

    /// <summary>Gets when the last of them would be looked at, or <see langword="null"/>.</summary>
    public DateTimeOffset? LatestDueAt { get; init; }

    /// <summary>Gets the contacts of some of them.</summary>
    public IReadOnlyList<Guid> ExampleContactIds { get; init; } = [];
}
