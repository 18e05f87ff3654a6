namespace Outreach;

/// <summary>What became of one event that was given to a subscriber.</summary>
public enum EventDeliveryStatus
{
    /// <summary>Not tried; it is given again without counting as an attempt.</summary>
    NotTried = 0,

    /// <summary>Its receiver has it.</summary>
    Delivered = 1,

    /// <summary>It failed; it is given again after a pause.</summary>
    Failed = 2,

    /// <summary>It can never be delivered: it is set aside.</summary>
    Rejected = 3,
}
