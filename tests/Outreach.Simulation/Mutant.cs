namespace Outreach.Simulation;

/// <summary>A rule that is broken on purpose, to show that the simulation notices. Numbers are those of the rules of the send ledger.</summary>
internal enum Mutant
{
    None,

    /// <summary>A lease that ran out puts a send with an intent back, to be sent again.</summary>
    LostIntentIsDue,

    /// <summary>An answer that was lost counts as a refusal for now.</summary>
    LostAnswerIsTransient,

    /// <summary>A commit whose outcome is unknown counts as done.</summary>
    UnknownCommitIsDone,

    /// <summary>Writes do not ask for the epoch.</summary>
    NoFence,

    /// <summary>The intent takes nothing from quotas.</summary>
    NoQuota,

    /// <summary>The intent does not look at suppressions again.</summary>
    NoSuppressionCheck,

    /// <summary>The send counts as sent as soon as the intent is recorded.</summary>
    SentBeforeHandOver,
}
