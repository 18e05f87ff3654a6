namespace Outreach;

/// <summary>Finds whom an event from outside is about.</summary>
internal sealed class EventTargetFinder(ISendLedger ledger, IParticipantStore participants, IContactStore contacts, Conversations conversations)
{
    private const int MostSends = 1_000;

    public async Task<EventTargets> FindAsync(ExternalEvent happened, CancellationToken cancellationToken)
    {
        if (happened.SendId is { } sendId)
        {
            var send = await ledger.FindSendAsync(sendId, cancellationToken).ConfigureAwait(false);
            return EventTargets.Of(send?.OrganisationId == happened.OrganisationId ? EventTarget.Of(send) : null);
        }

        if (happened.ParticipantId is { } participantId)
        {
            var participant = await participants.FindAsync(happened.OrganisationId, participantId, cancellationToken).ConfigureAwait(false);
            return EventTargets.Of(participant is null ? null : EventTarget.Of(participant));
        }

        if (happened.InReplyTo is { } messageId
            && await ledger.FindSendByMessageIdAsync(happened.OrganisationId, messageId, cancellationToken).ConfigureAwait(false) is { } answered)
        {
            return EventTargets.Of(EventTarget.Of(answered));
        }

        var contact = await FindContactAsync(happened, cancellationToken).ConfigureAwait(false);
        return new EventTargets(contact, contact is null ? [] : await FindByContactAsync(happened, contact, cancellationToken).ConfigureAwait(false));
    }

    private async Task<Contact?> FindContactAsync(ExternalEvent happened, CancellationToken cancellationToken) => happened switch
    {
        { ContactId: { } id } => await contacts.FindAsync(happened.OrganisationId, id, cancellationToken).ConfigureAwait(false),
        { Address: null } => null,
        { Channel: Channel.Email } => await contacts.FindByEmailAsync(happened.OrganisationId, happened.Address, cancellationToken).ConfigureAwait(false),
        _ => await contacts.FindByTelegramAsync(happened.OrganisationId, happened.Address, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>A reply is to somebody who has written; what keeps an address from being written to counts for every campaign of its channel.</summary>
    private async Task<IReadOnlyList<EventTarget>> FindByContactAsync(ExternalEvent happened, Contact contact, CancellationToken cancellationToken)
    {
        var enrolled = await participants.ListByContactAsync(happened.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        if (happened.Type is DeliveryEventType.Unsubscribed or DeliveryEventType.Complained or DeliveryEventType.HardBounced)
        {
            return [.. enrolled.Where(participant => participant.Channel == happened.Channel).Select(participant => EventTarget.Of(participant))];
        }

        var sends = await ledger.ListSendsByContactAsync(happened.OrganisationId, contact.Id, MostSends, cancellationToken).ConfigureAwait(false);
        if (happened.Type is DeliveryEventType.Replied or DeliveryEventType.AutoReplied)
        {
            var clue = new ConversationClue(happened.Channel, happened.Mailbox is { } mailbox ? [mailbox] : [], happened.Subject);
            sends = await conversations.FindAsync(happened.OrganisationId, clue, sends, cancellationToken).ConfigureAwait(false);
        }

        var latest = sends.Where(send => send.State is SendState.Sending or SendState.Sent or SendState.InDoubt)
            .DistinctBy(send => send.ParticipantId)
            .ToDictionary(send => send.ParticipantId);
        return
        [
            .. enrolled.Where(participant => latest.ContainsKey(participant.Id))
                .Select(participant => EventTarget.Of(participant, happened.Type == DeliveryEventType.Replied ? null : latest[participant.Id])),
        ];
    }
}
