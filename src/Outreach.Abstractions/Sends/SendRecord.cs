namespace Outreach;

/// <summary>A row of the send ledger: one message to one recipient, over all its attempts.</summary>
public sealed record SendRecord
{
    /// <summary>Gets the send's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the campaign.</summary>
    public required Guid CampaignId { get; init; }

    /// <summary>Gets the participant.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>Gets the contact.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>Gets the step's id.</summary>
    public required Guid StepId { get; init; }

    /// <summary>Gets the step's index when the message was sent, from 0.</summary>
    public int StepIndex { get; init; }

    /// <summary>Gets the id of the variant that was sent.</summary>
    public string VariantId { get; init; } = "";

    /// <summary>Gets which recipient the send is for.</summary>
    public RecipientRole Role { get; init; }

    /// <summary>Gets the account that sends.</summary>
    public Guid SenderAccountId { get; init; }

    /// <summary>Gets the provider that the latest attempt used.</summary>
    public string ProviderName { get; init; } = "";

    /// <summary>Gets the address that the message was sent to.</summary>
    public required string Recipient { get; init; }

    /// <summary>
    /// Gets the Message-ID with its angle brackets: fixed per campaign, participant and step, the same over attempts. Its left side is the id of the
    /// send to the contact itself in 32 hexadecimal digits, by which stores find that send.
    /// </summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the subject as it was rendered.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Gets the state.</summary>
    public SendState State { get; init; }

    /// <summary>Gets the epoch of the lease under which the latest attempt was made.</summary>
    public int Epoch { get; init; }

    /// <summary>Gets the number of the latest attempt, from 1.</summary>
    public byte Attempt { get; init; }

    /// <summary>Gets whether any attempt was ever in doubt. Never cleared: a later refusal proves nothing about the earlier attempt.</summary>
    public bool Doubt { get; init; }

    /// <summary>Gets the generation of the database in which the latest intent was recorded; a restored backup starts a new one.</summary>
    public int Generation { get; init; }

    /// <summary>Gets the SHA-256 of the message as it was composed, without the DKIM signatures in front of it.</summary>
    public ReadOnlyMemory<byte> BodyHash { get; init; }

    /// <summary>Gets what the latest attempt took from quotas.</summary>
    public IReadOnlyList<QuotaClaim> Quotas { get; init; } = [];

    /// <summary>Gets when the latest intent was recorded, by the campaign's clock.</summary>
    public DateTimeOffset IntentAt { get; init; }

    /// <summary>Gets when the latest result was recorded, by the campaign's clock, or <see langword="null"/>.</summary>
    public DateTimeOffset? ResultAt { get; init; }

    /// <summary>Gets how the latest attempt failed, or <see langword="null"/>.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>Gets the provider's reply to the latest attempt.</summary>
    public ProviderReply? Reply { get; init; }
}
