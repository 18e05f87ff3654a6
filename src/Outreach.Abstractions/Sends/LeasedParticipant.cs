namespace Outreach;

/// <summary>A due participant with all that the decision about it needs.</summary>
public sealed record LeasedParticipant
{
    /// <summary>Gets the participant; its epoch is that of the lease.</summary>
    public required Participant Participant { get; init; }

    /// <summary>Gets the contact.</summary>
    public required Contact Contact { get; init; }

    /// <summary>Gets the revision of the campaign, so that a worker knows whether what it has prepared is still valid.</summary>
    public required int CampaignRevision { get; init; }

    /// <summary>Gets the participant's sends so far, oldest first.</summary>
    public required IReadOnlyList<SendRecord> Sends { get; init; }

    /// <summary>Gets whether the contact's address or its domain is suppressed at the moment of the lease.</summary>
    public bool IsSuppressed { get; init; }
}
