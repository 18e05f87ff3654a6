namespace Outreach;

/// <summary>What is known about a participant beyond contact and sends, for the conditions of steps.</summary>
public sealed record ParticipantFacts
{
    /// <summary>Gets facts of which nothing is known.</summary>
    public static ParticipantFacts None { get; } = new();

    /// <summary>Gets where the contact is in pipelines, at most once a pipeline.</summary>
    public IReadOnlyList<PipelinePlace> Places { get; init; } = [];

    /// <summary>Gets the ids of the steps whose messages the contact opened.</summary>
    public IReadOnlyList<Guid> OpenedStepIds { get; init; } = [];

    /// <summary>Gets the links that the contact followed.</summary>
    public IReadOnlyList<StepClick> Clicks { get; init; } = [];

    /// <summary>Gets the sentiment of the contact's latest reply in this campaign, or <see langword="null"/> without one, or if it is not known.</summary>
    public ReplySentiment? ReplySentiment { get; init; }

    /// <summary>Gets until when the sentiment of the latest reply may still become known; <see langword="null"/> if it is known, or nobody is asked.</summary>
    public DateTimeOffset? SentimentAwaitedUntil { get; init; }
}
