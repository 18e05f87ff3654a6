namespace Outreach;

/// <summary>Why an address or a domain is not written to.</summary>
public enum SuppressionReason
{
    /// <summary>The person asked for it.</summary>
    Unsubscribed = 0,

    /// <summary>The address does not exist or refuses mail for good.</summary>
    HardBounce = 1,

    /// <summary>The person reported a message as spam.</summary>
    Complaint = 2,

    /// <summary>Somebody of the organisation entered it.</summary>
    Manual = 3,

    /// <summary>It came with an imported list.</summary>
    Imported = 4,

    /// <summary>The person was erased, and asked not to be written to by that.</summary>
    Erased = 5,
}
