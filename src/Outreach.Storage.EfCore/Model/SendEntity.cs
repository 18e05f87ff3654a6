namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>sends</c>, inserted by the first intent.</summary>
internal sealed class SendEntity
{
    /// <summary>Gets or sets the order of creation.</summary>
    public long Sequence { get; set; }

    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public Guid CampaignId { get; set; }

    public Guid ParticipantId { get; set; }

    public Guid ContactId { get; set; }

    public Guid StepId { get; set; }

    public int StepIndex { get; set; }

    public string VariantId { get; set; } = "";

    public RecipientRole Role { get; set; }

    public Guid SenderAccountId { get; set; }

    public string ProviderName { get; set; } = "";

    public string Recipient { get; set; } = "";

    public string MessageId { get; set; } = "";

    public string Subject { get; set; } = "";

    public SendState State { get; set; }

    public int Epoch { get; set; }

    public byte Attempt { get; set; }

    public bool Doubt { get; set; }

    public int Generation { get; set; }

    public byte[] BodyHash { get; set; } = [];

    /// <summary>Gets or sets the quotas as JSON, or <see langword="null"/> for none.</summary>
    public string? Quotas { get; set; }

    public DateTimeOffset IntentAt { get; set; }

    public DateTimeOffset? ResultAt { get; set; }

    public FailureKind? Failure { get; set; }

    public int? ReplyCode { get; set; }

    public string? ReplyEnhancedCode { get; set; }

    /// <summary>Gets or sets the reply's text; <see langword="null"/> means that there was no reply.</summary>
    public string? ReplyText { get; set; }

    public string? ProviderMessageId { get; set; }

    /// <summary>Gets or sets the worker that made the latest attempt.</summary>
    public Guid WorkerId { get; set; }

    /// <summary>Gets or sets when the worker's lease ends, by the lease clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    public SendRecord ToSend() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        CampaignId = CampaignId,
        ParticipantId = ParticipantId,
        ContactId = ContactId,
        StepId = StepId,
        StepIndex = StepIndex,
        VariantId = VariantId,
        Role = Role,
        SenderAccountId = SenderAccountId,
        ProviderName = ProviderName,
        Recipient = Recipient,
        MessageId = MessageId,
        Subject = Subject,
        State = State,
        Epoch = Epoch,
        Attempt = Attempt,
        Doubt = Doubt,
        Generation = Generation,
        BodyHash = BodyHash,
        Quotas = StorageJson.ReadQuotas(Quotas),
        IntentAt = IntentAt,
        ResultAt = ResultAt,
        Failure = Failure,
        Reply = StoredReply.From(ReplyCode, ReplyEnhancedCode, ReplyText, ProviderMessageId),
    };
}
