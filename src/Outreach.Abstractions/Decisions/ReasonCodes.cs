namespace Outreach;

/// <summary>The codes of <see cref="DecisionReason"/>. Stable: they are stored, and may be compared by hosts.</summary>
public static class ReasonCodes
{
    /// <summary>The participant was enrolled.</summary>
    public const string Enrolled = "enrolled";

    /// <summary>The step is due and may be sent.</summary>
    public const string Due = "due";

    /// <summary>A message was accepted; the next step waits for its time.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>The time is outside the schedule's window.</summary>
    public const string OutsideWindow = "outside_window";

    /// <summary>The sender account has sent its daily number. Detail: the quota.</summary>
    public const string DailyCap = "daily_cap";

    /// <summary>As many messages as allowed went to the recipient's mailbox provider in this period. Detail: the quota.</summary>
    public const string ProviderRate = "provider_rate";

    /// <summary>As many messages as allowed went to the recipient's domain in this period. Detail: the quota.</summary>
    public const string DomainRate = "domain_rate";

    /// <summary>The sending address has sent what its warm-up allows for the day. Detail: the address.</summary>
    public const string WarmUp = "warm_up";

    /// <summary>The sending address is being warmed up, and more engaged contacts come first. Detail: the address.</summary>
    public const string WarmUpOrder = "warm_up_order";

    /// <summary>Sending by the account, for its domain or from the address is paused. Detail: what is paused, and why.</summary>
    public const string SendingPaused = "sending_paused";

    /// <summary>The pool has no active sending address for the campaign's stream. Detail: the pool.</summary>
    public const string NoSendingIp = "no_sending_ip";

    /// <summary>The campaign's pause between two messages is not over.</summary>
    public const string Paced = "paced";

    /// <summary>The message was accepted, and copies of it are still to be sent.</summary>
    public const string CopiesDue = "copies_due";

    /// <summary>A copy was not sent, since its recipient must not be written to. Detail: <c>Cc</c> or <c>Bcc</c>.</summary>
    public const string CopyLeftOut = "copy_left_out";

    /// <summary>A file that goes with the message is not in the store. Detail: its name.</summary>
    public const string AttachmentMissing = "attachment_missing";

    /// <summary>No reply came within the time that the step waits for one.</summary>
    public const string NoReply = "no_reply";

    /// <summary>The participant was taken over to another version of its sequence. Detail: the version's number.</summary>
    public const string SequenceChanged = "sequence_changed";

    /// <summary>The step's conditions do not hold. Detail: the field or the group of conditions that failed.</summary>
    public const string ConditionsNotMet = "conditions_not_met";

    /// <summary>The next step waits for the contact's reply.</summary>
    public const string WaitingForReply = "waiting_for_reply";

    /// <summary>The step asks for the sentiment of a reply that is still being classified.</summary>
    public const string WaitingForSentiment = "waiting_for_sentiment";

    /// <summary>The contact replied.</summary>
    public const string Replied = "replied";

    /// <summary>A message to the contact bounced for good.</summary>
    public const string Bounced = "bounced";

    /// <summary>The contact asked not to be written to.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>The contact reported a message as spam.</summary>
    public const string Complained = "complained";

    /// <summary>The contact's address or domain is on the suppression list.</summary>
    public const string Suppressed = "suppressed";

    /// <summary>The person was erased.</summary>
    public const string Erased = "erased";

    /// <summary>The contact has no address for the campaign's channel.</summary>
    public const string NoAddress = "no_address";

    /// <summary>The sender account is missing or not active.</summary>
    public const string NoSender = "no_sender";

    /// <summary>A template could not be rendered for this contact.</summary>
    public const string TemplateFailed = "template_failed";

    /// <summary>The provider could not take the message now; it is tried again later.</summary>
    public const string RetryLater = "retry_later";

    /// <summary>The provider refused the message for good.</summary>
    public const string Refused = "refused";

    /// <summary>It is not known whether the provider accepted the message; it waits for evidence.</summary>
    public const string InDoubt = "in_doubt";

    /// <summary>The message is handed over again though an earlier attempt is in doubt: a person, a policy or the provider's records say so.</summary>
    public const string DoubtRetry = "doubt_retry";

    /// <summary>The provider can't be reached or does not accept the credentials; it is tried again when the circuit closes.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>The participant could not be processed; the detail counts the tries and tells the error.</summary>
    public const string ProcessingFailed = "processing_failed";

    /// <summary>The campaign was stopped.</summary>
    public const string CampaignStopped = "campaign_stopped";

    /// <summary>Every step that applied was sent.</summary>
    public const string SequenceCompleted = "sequence_completed";
}
