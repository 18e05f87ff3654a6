namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>delivery_events</c>.</summary>
internal sealed class DeliveryEventEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Key { get; set; } = "";

    public DeliveryEventType Type { get; set; }

    public DateTimeOffset At { get; set; }

    public Guid? SendId { get; set; }

    public Guid? CampaignId { get; set; }

    public Guid? ParticipantId { get; set; }

    public Guid? ContactId { get; set; }

    public int? ReplyCode { get; set; }

    public string? ReplyEnhancedCode { get; set; }

    /// <summary>Gets or sets the reply's text; <see langword="null"/> means that there was no reply.</summary>
    public string? ReplyText { get; set; }

    public string? ProviderMessageId { get; set; }

    public string? Detail { get; set; }

    public ReplySentiment? Sentiment { get; set; }

    public string? MailboxProvider { get; set; }

    public DeliveryEvent ToEvent() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Key = Key,
        Type = Type,
        At = At,
        SendId = SendId,
        CampaignId = CampaignId,
        ParticipantId = ParticipantId,
        ContactId = ContactId,
        Reply = StoredReply.From(ReplyCode, ReplyEnhancedCode, ReplyText, ProviderMessageId),
        Detail = Detail,
        Sentiment = Sentiment,
        MailboxProvider = MailboxProvider,
    };
}
