namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A send while a batch is applied to it; its row, if there is one, is locked.</summary>
internal sealed class StoredSend
{
    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required Guid ParticipantId { get; init; }

    public SendState State { get; set; }

    public int Attempt { get; set; }

    public int Epoch { get; set; }

    public bool Doubt { get; set; }

    public Guid WorkerId { get; set; }

    public int Generation { get; set; }

    public bool HasResult { get; set; }

    /// <summary>Gets or sets the quotas that the latest attempt took, as JSON.</summary>
    public string? Quotas { get; set; }

    /// <summary>Gets or sets whether the row is yet to be inserted.</summary>
    public bool IsNew { get; set; }

    /// <summary>Gets or sets the attempt that is to be written, or <see langword="null"/>.</summary>
    public SendRecord? NewAttempt { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>Gets or sets the outcome that is to be written, or <see langword="null"/>.</summary>
    public SendResult? NewResult { get; set; }

    /// <summary>Tells whether this is the same attempt by the same worker.</summary>
    public bool IsAttempt(SendRecord send, Guid workerId) => Attempt == send.Attempt && Epoch == send.Epoch && WorkerId == workerId;

    public bool MayBeFollowedBy(SendRecord next) => SendOutcomes.MayBeFollowed(ParticipantId, State, Attempt, next);
}
