namespace Outreach;

/// <summary>Something that would go wrong when a campaign is started.</summary>
public sealed record LaunchFinding
{
    /// <summary>Gets how much it matters.</summary>
    public required LaunchSeverity Severity { get; init; }

    /// <summary>Gets a stable code such as <c>sender_inactive</c>; <c>docs/reference/launch-check.md</c> lists them.</summary>
    public required string Code { get; init; }

    /// <summary>Gets what is wrong, for people.</summary>
    public required string Message { get; init; }

    /// <summary>Gets what to do about it, for people.</summary>
    public required string Fix { get; init; }

    /// <summary>Gets the index of the step that it is about, or <see langword="null"/>.</summary>
    public int? StepIndex { get; init; }

    /// <summary>Gets how many contacts it is about, or <see langword="null"/>.</summary>
    public long? Contacts { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Message} {Fix}";
}
