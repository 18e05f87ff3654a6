namespace Outreach;

/// <summary>What a new version of a sequence means for those who are under way in an older one. Finished participants are never touched.</summary>
public enum InFlightPlan
{
    /// <summary>They follow their own version to its end; only those who are enrolled later get the new one.</summary>
    Keep = 0,

    /// <summary>
    /// They go over to the new version, and on with its first step after the last one that they are past. Steps are recognised by their
    /// ids. A next step that is the same as before keeps its time; another one's delay counts from now.
    /// </summary>
    Move = 1,

    /// <summary>
    /// As <see cref="Move"/>, but without the step at which they are: it is cancelled for them, and they go on with the one after it, whose
    /// delay counts from now.
    /// </summary>
    Skip = 2,
}
