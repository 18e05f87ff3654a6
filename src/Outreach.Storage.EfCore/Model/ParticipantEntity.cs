namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>participants</c>, the hot table: the state of a send without an attempt is in its due time and lease.</summary>
internal sealed class ParticipantEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public Guid CampaignId { get; set; }

    public Guid ContactId { get; set; }

    public Guid SenderAccountId { get; set; }

    public Channel Channel { get; set; }

    public Guid SequenceVersionId { get; set; }

    public ParticipantStatus Status { get; set; }

    public int StepIndex { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public int Epoch { get; set; }

    public string ReasonCode { get; set; } = "";

    public string? ReasonDetail { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Gets or sets the worker that has leased the participant, or <see langword="null"/>.</summary>
    public Guid? LeaseOwner { get; set; }

    /// <summary>Gets or sets when the lease ends, by the lease clock.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Gets or sets the decision trace, as <see cref="TraceText"/> writes it; not read by leases.</summary>
    public string? Trace { get; set; }

    public Participant ToParticipant() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        CampaignId = CampaignId,
        ContactId = ContactId,
        SenderAccountId = SenderAccountId,
        Channel = Channel,
        SequenceVersionId = SequenceVersionId,
        Status = Status,
        StepIndex = StepIndex,
        DueAt = DueAt,
        Epoch = Epoch,
        Reason = new DecisionReason(ReasonCode, ReasonDetail),
        UpdatedAt = UpdatedAt,
    };
}
