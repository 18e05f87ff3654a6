namespace Outreach;

/// <summary>What an edit of a sequence would do to those who are under way.</summary>
public sealed record SequenceEditPreview
{
    /// <summary>Gets the participants under way, by where they are and what they would get next.</summary>
    public required IReadOnlyList<SequenceEditGroup> Groups { get; init; }

    /// <summary>Gets how many participants are finished; nothing changes for them.</summary>
    public long Finished { get; init; }
}
