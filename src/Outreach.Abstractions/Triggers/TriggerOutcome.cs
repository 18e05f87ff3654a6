namespace Outreach;

/// <summary>What became of an event for one rule.</summary>
public enum TriggerOutcome
{
    /// <summary>The contact was enrolled.</summary>
    Enrolled = 0,

    /// <summary>The contact is in the campaign already, now or from before.</summary>
    AlreadyEnrolled = 1,

    /// <summary>The campaign is not active or paused.</summary>
    CampaignNotRunning = 2,

    /// <summary>The contact has no address for the campaign's channel.</summary>
    NoAddress = 3,

    /// <summary>The contact's address is on the suppression list.</summary>
    Suppressed = 4,

    /// <summary>The campaign is for new contacts only, and the contact was in another one.</summary>
    NotNew = 5,

    /// <summary>The campaign's limit of participants is reached.</summary>
    LimitReached = 6,

    /// <summary>The rule's filter does not select the contact.</summary>
    NotSelected = 7,
}
