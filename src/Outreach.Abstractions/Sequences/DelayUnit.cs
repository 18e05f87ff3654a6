namespace Outreach;

/// <summary>The unit of a <see cref="StepDelay"/>.</summary>
public enum DelayUnit
{
    /// <summary>Hours of elapsed time.</summary>
    Hours = 0,

    /// <summary>Calendar days in the schedule's time zone.</summary>
    Days = 1,

    /// <summary>Days on which the schedule's window opens.</summary>
    BusinessDays = 2,
}
