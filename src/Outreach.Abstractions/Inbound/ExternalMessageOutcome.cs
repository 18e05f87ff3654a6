namespace Outreach;

/// <summary>What became of an <see cref="ExternalMessage"/>.</summary>
public enum ExternalMessageOutcome
{
    /// <summary>It is recorded, and the participant that it belongs to was stopped or moved on, if there is one.</summary>
    Applied = 0,

    /// <summary>It was recorded before; nothing was changed.</summary>
    Duplicate = 1,

    /// <summary>Nobody of the organisation's contacts wrote it; nothing was changed.</summary>
    Unmatched = 2,
}
