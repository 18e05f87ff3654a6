namespace Outreach;

/// <summary>Whether a message may be handed over.</summary>
public enum IntentVerdict
{
    /// <summary>The intent is recorded durably: hand the message over now.</summary>
    Granted = 0,

    /// <summary>The lease was lost, or the participant was stopped or advanced from outside.</summary>
    Fenced = 1,

    /// <summary>The recipient is suppressed.</summary>
    Suppressed = 2,

    /// <summary>The campaign is not active.</summary>
    Paused = 3,

    /// <summary>The participant follows another version of the sequence now.</summary>
    PlanChanged = 4,

    /// <summary>A quota is used up.</summary>
    QuotaExhausted = 5,

    /// <summary>The database was restored from a backup since this worker started.</summary>
    GenerationChanged = 6,

    /// <summary>The intent could not be recorded; nothing may be sent.</summary>
    NotRecorded = 7,

    /// <summary>Another message of the campaign went out less than its <see cref="Campaign.Pacing"/> ago.</summary>
    Paced = 8,
}
