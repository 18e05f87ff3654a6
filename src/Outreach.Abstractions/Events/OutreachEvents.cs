using System.Text.Json;

namespace Outreach;

/// <summary>
/// Makes Outreach's own events from what changes. For authors of stores, who write them to the outbox in the transaction that changes the
/// state.
/// </summary>
public static class OutreachEvents
{
    /// <summary>Makes the event of a change of a campaign's status.</summary>
    /// <param name="campaign">The campaign as it is stored now.</param>
    /// <param name="before">The status before, or <see langword="null"/> if the campaign is new.</param>
    /// <param name="at">When it changed.</param>
    /// <returns>The event, or <see langword="null"/> if the status did not change.</returns>
    public static OutreachEvent? ForCampaign(Campaign campaign, CampaignStatus? before, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var type = (before, campaign.Status) switch
        {
            (null, _) => EventTypes.CampaignCreated,
            var (from, to) when from == to => null,
            (CampaignStatus.Paused, CampaignStatus.Active) => EventTypes.CampaignResumed,
            (_, CampaignStatus.Active) => EventTypes.CampaignStarted,
            (_, CampaignStatus.Paused) => EventTypes.CampaignPaused,
            (_, CampaignStatus.Completed) => EventTypes.CampaignCompleted,
            _ => null,
        };
        return type is null
            ? null
            : new OutreachEvent
            {
                Id = Guid.CreateVersion7(at),
                OrganisationId = campaign.OrganisationId,
                Type = type,
                At = at,
                Subject = campaign.Id,
                Data = JsonSerializer.Serialize(
                    new CampaignEventData { CampaignId = campaign.Id, Name = campaign.Name, Status = campaign.Status },
                    EventJsonContext.Default.CampaignEventData),
            };
    }

    /// <summary>Gets the name of the event of a send that has come into a state, or <see langword="null"/> if there is none.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state now.</param>
    public static string? TypeOf(SendState before, SendState after) => after switch
    {
        _ when before == after => null,
        SendState.Sent => EventTypes.MessageSent,
        SendState.Failed => EventTypes.MessageFailed,
        SendState.InDoubt => EventTypes.SendInDoubt,
        _ => null,
    };

    /// <summary>Makes the event of a send's new state.</summary>
    /// <param name="send">The send as it is stored now.</param>
    /// <param name="type">The name, from <see cref="TypeOf(SendState, SendState)"/>.</param>
    /// <param name="at">When it changed.</param>
    public static OutreachEvent ForSend(SendRecord send, string type, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(send);
        var data = new MessageEventData
        {
            SendId = send.Id,
            CampaignId = send.CampaignId,
            ParticipantId = send.ParticipantId,
            ContactId = send.ContactId,
            CopyRole = send.Role == RecipientRole.To ? null : send.Role,
            StepId = send.StepId,
            StepIndex = send.StepIndex,
            VariantId = send.VariantId.Length == 0 ? null : send.VariantId,
            SenderAccountId = send.SenderAccountId,
            Provider = send.ProviderName.Length == 0 ? null : send.ProviderName,
            MessageId = send.MessageId,
            ProviderMessageId = send.Reply?.ProviderMessageId,
            Attempt = send.Attempt,
            Failure = send.Failure,
            ReplyCode = send.Reply?.Code,
            EnhancedCode = send.Reply?.EnhancedCode,
        };
        return Message(Guid.CreateVersion7(at), send.OrganisationId, type, at, send.ParticipantId, data);
    }

    /// <summary>Gets the name of the event that tells of a delivery event.</summary>
    public static string TypeOf(DeliveryEventType type) => type switch
    {
        DeliveryEventType.Delivered => EventTypes.MessageDelivered,
        DeliveryEventType.Deferred => EventTypes.MessageDeferred,
        DeliveryEventType.HardBounced or DeliveryEventType.SoftBounced => EventTypes.MessageBounced,
        DeliveryEventType.Complained => EventTypes.MessageComplained,
        DeliveryEventType.Unsubscribed => EventTypes.MessageUnsubscribed,
        DeliveryEventType.Replied or DeliveryEventType.AutoReplied => EventTypes.MessageReceived,
        DeliveryEventType.Opened => EventTypes.MessageOpened,
        DeliveryEventType.Clicked => EventTypes.MessageClicked,
        DeliveryEventType.DoubtResolved => EventTypes.SendDoubtResolved,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This kind of event has no name."),
    };

    /// <summary>Makes the event that tells of a delivery event; it has the same id.</summary>
    public static OutreachEvent ForDelivery(DeliveryEvent deliveryEvent)
    {
        ArgumentNullException.ThrowIfNull(deliveryEvent);
        var data = new MessageEventData
        {
            SendId = deliveryEvent.SendId,
            CampaignId = deliveryEvent.CampaignId,
            ParticipantId = deliveryEvent.ParticipantId,
            ContactId = deliveryEvent.ContactId,
            ReplyCode = deliveryEvent.Reply?.Code,
            EnhancedCode = deliveryEvent.Reply?.EnhancedCode,
            MailboxProvider = deliveryEvent.MailboxProvider,
            IsHardBounce = deliveryEvent.Type switch
            {
                DeliveryEventType.HardBounced => true,
                DeliveryEventType.SoftBounced => false,
                _ => null,
            },
            IsAutomatic = deliveryEvent.Type switch
            {
                DeliveryEventType.AutoReplied => true,
                DeliveryEventType.Replied => false,
                _ => null,
            },
            Sentiment = deliveryEvent.Sentiment,
        };
        return Message(deliveryEvent.Id, deliveryEvent.OrganisationId, TypeOf(deliveryEvent.Type), deliveryEvent.At, SubjectOf(deliveryEvent), data);
    }

    /// <summary>Makes the event of a reply whose sentiment has become known after the reply was told.</summary>
    /// <param name="reply">The reply, with its sentiment.</param>
    /// <param name="at">When it became known.</param>
    public static OutreachEvent ForSentiment(DeliveryEvent reply, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var data = new MessageEventData
        {
            SendId = reply.SendId,
            CampaignId = reply.CampaignId,
            ParticipantId = reply.ParticipantId,
            ContactId = reply.ContactId,
            Sentiment = reply.Sentiment,
        };
        return Message(Guid.CreateVersion7(at), reply.OrganisationId, EventTypes.ReplyClassified, at, SubjectOf(reply), data);
    }

    /// <summary>Makes the event of a new lead.</summary>
    public static OutreachEvent ForLead(Lead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        var data = new LeadEventData
        {
            LeadId = lead.Id,
            ContactId = lead.ContactId,
            CampaignId = lead.CampaignId,
            StageId = lead.StageId,
            Source = lead.Source,
        };
        return ForLead(lead.OrganisationId, data, lead.CreatedAt);
    }

    /// <summary>Makes the event of a new lead.</summary>
    public static OutreachEvent ForLead(Guid organisationId, LeadEventData lead, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return new OutreachEvent
        {
            Id = Guid.CreateVersion7(at),
            OrganisationId = organisationId,
            Type = EventTypes.LeadCreated,
            At = at,
            Subject = lead.LeadId,
            Data = JsonSerializer.Serialize(lead, EventJsonContext.Default.LeadEventData),
        };
    }

    /// <summary>Makes the event of a pause that begins, or ends before its time.</summary>
    /// <param name="pause">The pause.</param>
    /// <param name="type">The name: <see cref="EventTypes.SendingPaused"/> or <see cref="EventTypes.SendingResumed"/>.</param>
    /// <param name="at">When it happened.</param>
    public static OutreachEvent ForPause(SendingPause pause, string type, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(pause);
        var data = new SendingPauseEventData { Scope = pause.Scope, Key = pause.Key, Until = pause.Until, Reason = pause.Reason };
        return new OutreachEvent
        {
            Id = Guid.CreateVersion7(at),
            OrganisationId = pause.OrganisationId,
            Type = type,
            At = at,
            Subject = pause.OrganisationId,
            Data = JsonSerializer.Serialize(data, EventJsonContext.Default.SendingPauseEventData),
        };
    }

    private static Guid SubjectOf(DeliveryEvent deliveryEvent) => deliveryEvent.ParticipantId ?? deliveryEvent.ContactId ?? deliveryEvent.Id;

    private static OutreachEvent Message(
        Guid id, Guid organisationId, string type, DateTimeOffset at, Guid subject, MessageEventData data) => new()
    {
        Id = id,
        OrganisationId = organisationId,
        Type = type,
        At = at,
        Subject = subject,
        Data = JsonSerializer.Serialize(data, EventJsonContext.Default.MessageEventData),
    };
}
