namespace Outreach.Sequencing;

/// <summary>What is done about a due participant.</summary>
public enum DecisionKind
{
    /// <summary>Send the step.</summary>
    Send = 0,

    /// <summary>The step's conditions do not hold: go on to the next step without a send.</summary>
    Skip = 1,

    /// <summary>Look at the participant again later, or when the reply that it waits for comes.</summary>
    Defer = 2,

    /// <summary>Nothing more is sent to the participant.</summary>
    Stop = 3,

    /// <summary>No step is left.</summary>
    Complete = 4,

    /// <summary>The step was accepted already, as evidence showed that came after its result was recorded: go on to the next step.</summary>
    Advance = 5,
}
