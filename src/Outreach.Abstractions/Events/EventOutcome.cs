namespace Outreach;

/// <summary>What became of an event given to <see cref="ISendLedger.RecordEventAsync"/>.</summary>
public enum EventOutcome
{
    /// <summary>The event and its effects are stored.</summary>
    Applied = 0,

    /// <summary>An event with this key was stored before; nothing was changed.</summary>
    Duplicate = 1,

    /// <summary>The participant has changed since it was read; nothing was changed. Read it again and decide anew.</summary>
    Conflict = 2,
}
