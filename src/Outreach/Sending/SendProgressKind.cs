namespace Outreach;

/// <summary>What was done with a due participant.</summary>
public enum SendProgressKind
{
    /// <summary>A message was accepted.</summary>
    Sent = 0,

    /// <summary>A message was refused for now and is tried again later.</summary>
    Retried = 1,

    /// <summary>A message was refused for good.</summary>
    Failed = 2,

    /// <summary>Nobody knows whether a message was accepted.</summary>
    InDoubt = 3,

    /// <summary>The participant was put off, or put back as it was.</summary>
    Deferred = 4,

    /// <summary>A step was skipped.</summary>
    Skipped = 5,

    /// <summary>The participant's sequence ended before its last step.</summary>
    Stopped = 6,

    /// <summary>The participant's sequence ended after its last step.</summary>
    Completed = 7,
}
