namespace Outreach;

/// <summary>
/// The names of Outreach's own events. They are stable: a name is never given another meaning. Hosts may publish events with names of their
/// own through <see cref="IEventOutbox.AddAsync"/>. What each event carries is in docs/reference/events.md.
/// </summary>
public static class EventTypes
{
    /// <summary>A campaign was created; data: <see cref="CampaignEventData"/>.</summary>
    public const string CampaignCreated = "campaign.created";

    /// <summary>A campaign was started; data: <see cref="CampaignEventData"/>.</summary>
    public const string CampaignStarted = "campaign.started";

    /// <summary>A campaign was paused; data: <see cref="CampaignEventData"/>.</summary>
    public const string CampaignPaused = "campaign.paused";

    /// <summary>A paused campaign goes on; data: <see cref="CampaignEventData"/>.</summary>
    public const string CampaignResumed = "campaign.resumed";

    /// <summary>A campaign is completed: every participant is finished, or it was stopped; data: <see cref="CampaignEventData"/>.</summary>
    public const string CampaignCompleted = "campaign.completed";

    /// <summary>A provider accepted a message, or evidence shows that it did; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageSent = "message.sent";

    /// <summary>A provider refused a message for good; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageFailed = "message.failed";

    /// <summary>The recipient's mailbox provider took a message; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageDelivered = "message.delivered";

    /// <summary>Delivery is delayed; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageDeferred = "message.deferred";

    /// <summary>A message was opened; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageOpened = "message.opened";

    /// <summary>A link in a message was followed; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageClicked = "message.clicked";

    /// <summary>A message came back; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageBounced = "message.bounced";

    /// <summary>A recipient reported a message as spam; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageComplained = "message.complained";

    /// <summary>A recipient asked not to be written to; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageUnsubscribed = "message.unsubscribed";

    /// <summary>A contact wrote to us, or a machine answered in its place; data: <see cref="MessageEventData"/>.</summary>
    public const string MessageReceived = "message.received";

    /// <summary>The sentiment of a reply became known, after its <c>message.received</c>; data: <see cref="MessageEventData"/>.</summary>
    public const string ReplyClassified = "message.classified";

    /// <summary>A provider's answer was lost: whether the message went can't be known yet; data: <see cref="MessageEventData"/>.</summary>
    public const string SendInDoubt = "send.in_doubt";

    /// <summary>A person, or the provider's records, resolved a doubt; data: <see cref="MessageEventData"/>.</summary>
    public const string SendDoubtResolved = "send.doubt_resolved";

    /// <summary>A lead was created; data: <see cref="LeadEventData"/>.</summary>
    public const string LeadCreated = "lead.created";

    /// <summary>Sending by an account, for a domain or from an address is paused; data: <see cref="SendingPauseEventData"/>.</summary>
    public const string SendingPaused = "sending.paused";

    /// <summary>A pause was ended before its time; data: <see cref="SendingPauseEventData"/>.</summary>
    public const string SendingResumed = "sending.resumed";

    /// <summary>Gets all of Outreach's own event names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CampaignCreated, CampaignStarted, CampaignPaused, CampaignResumed, CampaignCompleted,
        MessageSent, MessageFailed, MessageDelivered, MessageDeferred, MessageOpened, MessageClicked, MessageBounced, MessageComplained,
        MessageUnsubscribed, MessageReceived, ReplyClassified, SendInDoubt, SendDoubtResolved, LeadCreated, SendingPaused, SendingResumed,
    ];
}
