namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>A participant's lease while a batch is applied to it; its row is locked.</summary>
internal sealed class StoredLease
{
    public required Guid Id { get; init; }

    public required Guid OrganisationId { get; init; }

    public required Guid CampaignId { get; init; }

    public required int Epoch { get; init; }

    public required Guid? Owner { get; set; }

    public required DateTimeOffset? Until { get; init; }

    public required Guid SequenceVersionId { get; init; }

    /// <summary>Gets or sets where the participant goes, or <see langword="null"/>.</summary>
    public ParticipantTransition? Move { get; set; }

    /// <summary>Gets or sets what is added to the decision trace with <see cref="Move"/>, or <see langword="null"/>.</summary>
    public TraceEntry? Trace { get; set; }

    /// <summary>Gets or sets whether the lease ends and nothing else changes.</summary>
    public bool IsReleased { get; set; }

    public bool IsHeldBy(Guid workerId, Guid organisationId, int epoch) =>
        Owner == workerId && OrganisationId == organisationId && Epoch == epoch;
}
