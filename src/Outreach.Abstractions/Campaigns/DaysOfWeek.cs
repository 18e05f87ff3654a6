namespace Outreach;

/// <summary>A set of days of the week.</summary>
[Flags]
public enum DaysOfWeek
{
    /// <summary>No day.</summary>
    None = 0,

    /// <summary>Sunday.</summary>
    Sunday = 1 << DayOfWeek.Sunday,

    /// <summary>Monday.</summary>
    Monday = 1 << DayOfWeek.Monday,

    /// <summary>Tuesday.</summary>
    Tuesday = 1 << DayOfWeek.Tuesday,

    /// <summary>Wednesday.</summary>
    Wednesday = 1 << DayOfWeek.Wednesday,

    /// <summary>Thursday.</summary>
    Thursday = 1 << DayOfWeek.Thursday,

    /// <summary>Friday.</summary>
    Friday = 1 << DayOfWeek.Friday,

    /// <summary>Saturday.</summary>
    Saturday = 1 << DayOfWeek.Saturday,

    /// <summary>Monday to Friday.</summary>
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>All seven days.</summary>
    All = Weekdays | Saturday | Sunday,
}
