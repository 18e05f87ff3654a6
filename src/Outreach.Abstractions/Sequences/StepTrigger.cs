namespace Outreach;

/// <summary>What makes a step due.</summary>
public enum StepTrigger
{
    /// <summary>Time passed since the step before.</summary>
    Delay = 0,

    /// <summary>The contact's reply arrived.</summary>
    AfterReply = 1,
}
