namespace Outreach;

/// <summary>A span of hours, days or business days. The default value is no delay.</summary>
/// <param name="Amount">How many units, 0 or more.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct StepDelay(int Amount, DelayUnit Unit)
{
    /// <summary>Gets no delay.</summary>
    public static StepDelay None => default;

    /// <summary>Makes a delay of hours.</summary>
    public static StepDelay Hours(int hours) => new(hours, DelayUnit.Hours);

    /// <summary>Makes a delay of calendar days: the same local time that many days later.</summary>
    public static StepDelay Days(int days) => new(days, DelayUnit.Days);

    /// <summary>Makes a delay of business days: days on which the schedule's window opens.</summary>
    public static StepDelay BusinessDays(int days) => new(days, DelayUnit.BusinessDays);
}
