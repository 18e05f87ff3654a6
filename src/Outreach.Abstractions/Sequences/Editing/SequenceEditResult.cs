namespace Outreach;

/// <summary>What an edit of a sequence did.</summary>
public sealed record SequenceEditResult
{
    /// <summary>Gets the version that the campaign has now.</summary>
    public required SequenceVersion Version { get; init; }

    /// <summary>Gets how many participants were taken over to it.</summary>
    public long Moved { get; init; }

    /// <summary>Gets how many are under way and stay with their version: by the plan, or since their send is in doubt.</summary>
    public long Kept { get; init; }

    /// <summary>
    /// Gets how many could not be moved yet, since their messages were being handed over the whole time; call
    /// <see cref="ISequenceEditor.ResumeAsync"/> again.
    /// </summary>
    public long Remaining { get; init; }
}
