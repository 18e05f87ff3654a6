namespace Outreach;

/// <summary>What became of a <see cref="DoubtResolution"/>.</summary>
public enum DoubtResolutionOutcome
{
    /// <summary>It is stored, with all that follows from it.</summary>
    Applied = 0,

    /// <summary>The organisation has no such send.</summary>
    NotFound = 1,

    /// <summary>The send is not in doubt any more, or this attempt was resolved like this before.</summary>
    NotInDoubt = 2,

    /// <summary>The message can't be sent again: its campaign is completed, or the participant ended for another reason than the doubt.</summary>
    Ended = 3,
}
