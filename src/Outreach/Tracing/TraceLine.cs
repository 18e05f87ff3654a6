namespace Outreach;

/// <summary>Something that happened to a participant.</summary>
public sealed record TraceLine
{
    /// <summary>Gets when, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what: a code of <see cref="ReasonCodes"/>, or <c>message_</c> or <c>event_</c> and the state or type in lower case.</summary>
    public required string Code { get; init; }

    /// <summary>Gets the index of the step, from 0, or <see langword="null"/>.</summary>
    public int? StepIndex { get; init; }

    /// <summary>Gets what else is known, for people, or <see langword="null"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>Gets until when the step was put off, or <see langword="null"/>.</summary>
    public DateTimeOffset? Until { get; init; }
}
