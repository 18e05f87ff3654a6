namespace Outreach;

/// <summary>Applies an event from outside to everybody whom it is about.</summary>
internal sealed class ExternalEventHandler(
    EventTargetFinder targets, IParticipantStore participants, IContactStore contacts, EventReactions reactions, ReplySentiments sentiments, TimeProvider time) : IExternalEventHandler
{
    public const int MostMailboxProvider = 100;
    private const int MostDetail = 1_000;

    public async Task<ExternalEventResult> HandleAsync(ExternalEvent externalEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(externalEvent);
        Check(externalEvent);
        var (contact, all) = await targets.FindAsync(externalEvent, cancellationToken).ConfigureAwait(false);
        if (all.Count == 0)
        {
            return await ApplyToNobodyAsync(externalEvent, contact, cancellationToken).ConfigureAwait(false);
        }

        var changed = new List<Guid>();
        var isDuplicate = true;
        foreach (var target in all)
        {
            var (outcome, hasMoved) = await ApplyAsync(externalEvent, target, contact, KeyOf(externalEvent, target), cancellationToken).ConfigureAwait(false);
            isDuplicate &= outcome == EventOutcome.Duplicate;
            if (hasMoved)
            {
                changed.Add(target.ParticipantId);
            }
        }

        if (externalEvent is { Type: DeliveryEventType.Replied, Sentiment: null })
        {
            string[] keys = [.. all.Select(target => KeyOf(externalEvent, target))];
            await sentiments.JudgeAsync(externalEvent.OrganisationId, keys, externalEvent.Channel, externalEvent.Detail, cancellationToken).ConfigureAwait(false);
        }

        return new ExternalEventResult
        {
            ParticipantIds = [.. all.Select(target => target.ParticipantId)],
            ChangedParticipantIds = changed,
            IsDuplicate = isDuplicate,
        };
    }

    private static string KeyOf(ExternalEvent happened, EventTarget? target) =>
        target is null ? $"event:{happened.Key}" : $"event:{happened.Key}/{target.ParticipantId:N}";

    private static void Check(ExternalEvent happened)
    {
        RequireLength(happened.Key, 200, nameof(happened.Key));
        RequireLength(happened.Address, 320, nameof(happened.Address));
        RequireLength(happened.InReplyTo, 998, nameof(happened.InReplyTo));
        RequireLength(happened.Mailbox, 320, nameof(happened.Mailbox));
        RequireLength(happened.Subject, 998, nameof(happened.Subject));
        RequireLength(happened.MailboxProvider, MostMailboxProvider, nameof(happened.MailboxProvider));
        if (happened.Sentiment is { } sentiment && (happened.Type != DeliveryEventType.Replied || !Enum.IsDefined(sentiment)))
        {
            throw new ArgumentException("The event's Sentiment must be positive, neutral or negative, and only a reply (Replied) has one.", nameof(happened));
        }

        if (happened is { SendId: null, ParticipantId: null, InReplyTo: null, ContactId: null, Address: null })
        {
            throw new ArgumentException("The event names nobody; set SendId, ParticipantId, InReplyTo, ContactId or Address.", nameof(happened));
        }
    }

    private static void RequireLength(string? value, int most, string name)
    {
        if (value is not null && (string.IsNullOrWhiteSpace(value) || value.Length > most))
        {
            throw new ArgumentException($"The event's {name} has {value.Length} characters; it must have 1 to {most}, not only blanks.", nameof(value));
        }
    }

    /// <summary>What a stranger says is kept only where it keeps an address from being written to.</summary>
    private async Task<ExternalEventResult> ApplyToNobodyAsync(ExternalEvent happened, Contact? contact, CancellationToken cancellationToken)
    {
        if (contact is null && (happened.Address is null || ReasonFor(happened.Type) is null))
        {
            return new ExternalEventResult();
        }

        var (outcome, _) = await ApplyAsync(happened, null, contact, KeyOf(happened, null), cancellationToken).ConfigureAwait(false);
        return new ExternalEventResult { IsDuplicate = outcome == EventOutcome.Duplicate };
    }

    private async Task<(EventOutcome Outcome, bool HasMoved)> ApplyAsync(
        ExternalEvent happened, EventTarget? target, Contact? contact, string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // What happens to a copy is not the contact's doing; but whoever answers, answers the message.
        var isAboutCopy = target?.Send is { Role: not RecipientRole.To } && happened.Type != DeliveryEventType.Replied;
        var suppressed = await FindSuppressedKeyAsync(happened, target, contact, cancellationToken).ConfigureAwait(false);
        var effects = new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = happened.OrganisationId,
                Key = key,
                Type = happened.Type,
                At = happened.At ?? now,
                SendId = target?.Send?.Id,
                CampaignId = target?.CampaignId,
                ParticipantId = isAboutCopy ? null : target?.ParticipantId,
                ContactId = isAboutCopy ? null : target?.ContactId ?? contact?.Id,
                Reply = happened.Reply,
                MailboxProvider = happened.MailboxProvider,
                Sentiment = happened.Sentiment,
                Detail = happened.Detail is { Length: > MostDetail } detail ? detail[..MostDetail] : happened.Detail,
            },
            ProvesAcceptance = target is { IsProven: true },
            Suppressions = suppressed is not null && ReasonFor(happened.Type) is { } reason ? [Suppress(happened, suppressed, reason, now)] : [],
        };
        var proven = target is { IsProven: true } ? target.Send : null;
        return await reactions.RecordAsync(target?.ParticipantId, proven, effects, movesParticipant: !isAboutCopy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the key of the address that must not be written to any more, if the event means that.</summary>
    private async Task<string?> FindSuppressedKeyAsync(ExternalEvent happened, EventTarget? target, Contact? contact, CancellationToken cancellationToken)
    {
        if (ReasonFor(happened.Type) is null)
        {
            return null;
        }

        var channel = target is null
            ? happened.Channel
            : (await participants.FindAsync(happened.OrganisationId, target.ParticipantId, cancellationToken).ConfigureAwait(false))?.Channel ?? happened.Channel;
        if (target?.Send is { } send)
        {
            return AddressKey.Of(channel, send.Recipient);
        }

        contact ??= target is null ? null : await contacts.FindAsync(happened.OrganisationId, target.ContactId, cancellationToken).ConfigureAwait(false);
        return (contact?.AddressOn(channel) ?? happened.Address) is { } address ? AddressKey.Of(channel, address) : null;
    }

    private static SuppressionEntry Suppress(ExternalEvent happened, string key, SuppressionReason reason, DateTimeOffset now) => new()
    {
        OrganisationId = happened.OrganisationId,
        Key = key,
        Reason = reason,
        At = now,
        Source = "event:" + happened.Key,
    };

    private static SuppressionReason? ReasonFor(DeliveryEventType type) => type switch
    {
        DeliveryEventType.Unsubscribed => SuppressionReason.Unsubscribed,
        DeliveryEventType.Complained => SuppressionReason.Complaint,
        DeliveryEventType.HardBounced => SuppressionReason.HardBounce,
        _ => null,
    };
}
