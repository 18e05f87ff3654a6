namespace Outreach;

/// <summary>Finds whom an event from outside is about, and applies it to each.</summary>
internal sealed class ExternalEventHandler(
    ISendLedger ledger, IParticipantStore participants, IContactStore contacts, EventReactions reactions, TimeProvider time) : IExternalEventHandler
{
    private const int MostKey = 200;
    private const int MostDetail = 1_000;
    private const int MostSends = 1_000;

    public async Task<ExternalEventResult> HandleAsync(ExternalEvent externalEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(externalEvent);
        if (string.IsNullOrWhiteSpace(externalEvent.Key) || externalEvent.Key.Length > MostKey)
        {
            throw new ArgumentException(
                $"The event's Key must have 1 to {MostKey} characters; take an id that the event has where it comes from.", nameof(externalEvent));
        }

        var contact = await FindContactAsync(externalEvent, cancellationToken).ConfigureAwait(false);
        var targets = await FindTargetsAsync(externalEvent, contact, cancellationToken).ConfigureAwait(false);
        if (targets.Count == 0)
        {
            return await ApplyAsync(externalEvent, null, contact, "", cancellationToken).ConfigureAwait(false) is (EventOutcome.Duplicate, _)
                ? new ExternalEventResult { IsDuplicate = true }
                : new ExternalEventResult();
        }

        var changed = new List<Guid>();
        var isDuplicate = true;
        foreach (var target in targets)
        {
            var (outcome, hasMoved) = await ApplyAsync(externalEvent, target, contact, $"/{target.ParticipantId:N}", cancellationToken).ConfigureAwait(false);
            isDuplicate &= outcome == EventOutcome.Duplicate;
            if (hasMoved)
            {
                changed.Add(target.ParticipantId);
            }
        }

        return new ExternalEventResult
        {
            ParticipantIds = [.. targets.Select(target => target.ParticipantId)],
            ChangedParticipantIds = changed,
            IsDuplicate = isDuplicate,
        };
    }

    private async Task<Contact?> FindContactAsync(ExternalEvent happened, CancellationToken cancellationToken) => happened switch
    {
        { SendId: not null } or { ParticipantId: not null } => null,
        { ContactId: { } id } => await contacts.FindAsync(happened.OrganisationId, id, cancellationToken).ConfigureAwait(false),
        { Address: { } address } => await contacts.FindByEmailAsync(happened.OrganisationId, address, cancellationToken).ConfigureAwait(false),
        _ => throw new ArgumentException("The event names nobody; set SendId, ParticipantId, ContactId or Address.", nameof(happened)),
    };

    private async Task<IReadOnlyList<EventTarget>> FindTargetsAsync(ExternalEvent happened, Contact? contact, CancellationToken cancellationToken)
    {
        if (happened.SendId is { } sendId)
        {
            var send = await ledger.FindSendAsync(sendId, cancellationToken).ConfigureAwait(false);
            return send?.OrganisationId == happened.OrganisationId ? [EventTarget.Of(send)] : [];
        }

        if (happened.ParticipantId is { } participantId)
        {
            var participant = await participants.FindAsync(happened.OrganisationId, participantId, cancellationToken).ConfigureAwait(false);
            return participant is null ? [] : [EventTarget.Of(participant, null)];
        }

        return contact is null ? [] : await FindByContactAsync(happened, contact, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A reply is to somebody who has written; what keeps a contact from being written to counts for every campaign.</summary>
    private async Task<IReadOnlyList<EventTarget>> FindByContactAsync(ExternalEvent happened, Contact contact, CancellationToken cancellationToken)
    {
        var enrolled = await participants.ListByContactAsync(happened.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        if (happened.Type is DeliveryEventType.Unsubscribed or DeliveryEventType.Complained or DeliveryEventType.HardBounced)
        {
            return [.. enrolled.Select(participant => EventTarget.Of(participant, null))];
        }

        var sends = await ledger.ListSendsByContactAsync(happened.OrganisationId, contact.Id, MostSends, cancellationToken).ConfigureAwait(false);
        var latest = sends.Where(send => send.State is SendState.Sending or SendState.Sent or SendState.InDoubt)
            .DistinctBy(send => send.ParticipantId)
            .ToDictionary(send => send.ParticipantId);
        return [.. enrolled.Where(participant => latest.ContainsKey(participant.Id))
            .Select(participant => EventTarget.Of(participant, happened.Type == DeliveryEventType.Replied ? null : latest[participant.Id]))];
    }

    private async Task<(EventOutcome Outcome, bool HasMoved)> ApplyAsync(
        ExternalEvent happened, EventTarget? target, Contact? contact, string suffix, CancellationToken cancellationToken)
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
                Key = $"event:{happened.Key}{suffix}",
                Type = happened.Type,
                At = happened.At ?? now,
                SendId = target?.Send?.Id,
                CampaignId = target?.CampaignId,
                ParticipantId = isAboutCopy ? null : target?.ParticipantId,
                ContactId = isAboutCopy ? null : target?.ContactId ?? contact?.Id,
                Reply = happened.Reply,
                Detail = happened.Detail is { Length: > MostDetail } detail ? detail[..MostDetail] : happened.Detail,
            },
            ProvesAcceptance = target?.Send is not null,
            Suppressions = suppressed is not null && ReasonFor(happened.Type) is { } reason
                ? [new SuppressionEntry { OrganisationId = happened.OrganisationId, Key = suppressed, Reason = reason, At = now, Source = "event:" + happened.Key }]
                : [],
        };
        return await reactions.RecordAsync(target?.ParticipantId, target?.Send, effects, movesParticipant: !isAboutCopy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the key of the address that must not be written to any more, if the event means that.</summary>
    private async Task<string?> FindSuppressedKeyAsync(ExternalEvent happened, EventTarget? target, Contact? contact, CancellationToken cancellationToken)
    {
        if (ReasonFor(happened.Type) is null)
        {
            return null;
        }

        var channel = target is null
            ? Channel.Email
            : (await participants.FindAsync(happened.OrganisationId, target.ParticipantId, cancellationToken).ConfigureAwait(false))?.Channel ?? Channel.Email;
        if (target?.Send is { } send)
        {
            return AddressKey.Of(channel, send.Recipient);
        }

        contact ??= target is null ? null : await contacts.FindAsync(happened.OrganisationId, target.ContactId, cancellationToken).ConfigureAwait(false);
        return (contact?.AddressOn(channel) ?? happened.Address) is { } address ? AddressKey.Of(channel, address) : null;
    }

    private static SuppressionReason? ReasonFor(DeliveryEventType type) => type switch
    {
        DeliveryEventType.Unsubscribed => SuppressionReason.Unsubscribed,
        DeliveryEventType.Complained => SuppressionReason.Complaint,
        DeliveryEventType.HardBounced => SuppressionReason.HardBounce,
        _ => null,
    };
}
