namespace Outreach;

/// <summary>Where a campaign is in its life: draft → active ↔ paused → completed.</summary>
public enum CampaignStatus
{
    /// <summary>Being prepared; nothing is sent.</summary>
    Draft = 0,

    /// <summary>Sending.</summary>
    Active = 1,

    /// <summary>Held by a person or a rule; nothing is sent until it is resumed.</summary>
    Paused = 2,

    /// <summary>Finished or stopped; final.</summary>
    Completed = 3,
}
