namespace Outreach;

/// <summary>Applies messages that other systems received.</summary>
internal sealed class ExternalMessageReceiver(
    ISendLedger ledger,
    IParticipantStore participants,
    IContactStore contacts,
    EventReactions reactions,
    TimeProvider time) : IExternalMessageReceiver
{
    private const int MostDetail = 1000;
    private const int RecentSends = 100;

    public async Task<ExternalMessageOutcome> ReceiveAsync(ExternalMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ExternalMessageRules.Check(message);
        if (await FindAsync(message, cancellationToken).ConfigureAwait(false) is not { } match)
        {
            return ExternalMessageOutcome.Unmatched;
        }

        var (outcome, _) = await reactions.RecordAsync(
            match.Participant?.Id, match.Send, Effects(message, match), movesParticipant: !message.IsAutomatic, cancellationToken).ConfigureAwait(false);
        return outcome == EventOutcome.Duplicate ? ExternalMessageOutcome.Duplicate : ExternalMessageOutcome.Applied;
    }

    private async Task<ExternalMessageMatch?> FindAsync(ExternalMessage message, CancellationToken cancellationToken)
    {
        if (message.ParticipantId is { } participantId)
        {
            return await FindByParticipantAsync(message.OrganisationId, participantId, null, cancellationToken).ConfigureAwait(false);
        }

        if (message.InReplyTo is { } messageId
            && await ledger.FindSendByMessageIdAsync(message.OrganisationId, messageId, cancellationToken).ConfigureAwait(false) is { } send)
        {
            return await FindByParticipantAsync(message.OrganisationId, send.ParticipantId, send, cancellationToken).ConfigureAwait(false);
        }

        return await FindContactAsync(message, cancellationToken).ConfigureAwait(false) is { } contact
            ? await FindLatestAsync(message, contact, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<ExternalMessageMatch?> FindByParticipantAsync(
        Guid organisationId, Guid participantId, SendRecord? answered, CancellationToken cancellationToken) =>
        await participants.FindAsync(organisationId, participantId, cancellationToken).ConfigureAwait(false) is { } participant
            ? new ExternalMessageMatch(participant.ContactId, participant, answered, IsProven: answered is not null)
            : null;

    private Task<Contact?> FindContactAsync(ExternalMessage message, CancellationToken cancellationToken) => message switch
    {
        { ContactId: { } id } => contacts.FindAsync(message.OrganisationId, id, cancellationToken),
        { Channel: Channel.Email } => contacts.FindByEmailAsync(message.OrganisationId, message.From!, cancellationToken),
        _ => contacts.FindByTelegramAsync(message.OrganisationId, message.From!, cancellationToken),
    };

    /// <summary>Finds the participant who was written to last on the channel; one for whom something is still planned comes first.</summary>
    private async Task<ExternalMessageMatch> FindLatestAsync(ExternalMessage message, Contact contact, CancellationToken cancellationToken)
    {
        var sends = await ledger.ListSendsByContactAsync(message.OrganisationId, contact.Id, RecentSends, cancellationToken).ConfigureAwait(false);
        var all = await participants.ListByContactAsync(message.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        var written = all
            .Where(participant => participant.Channel == message.Channel)
            .Select(participant => (Participant: participant, Send: sends.FirstOrDefault(send => send.ParticipantId == participant.Id)))
            .Where(candidate => candidate.Send is not null)
            .OrderBy(candidate => candidate.Participant.IsFinished)
            .ThenByDescending(candidate => candidate.Send!.IntentAt)
            .FirstOrDefault();
        return new ExternalMessageMatch(contact.Id, written.Participant, written.Send, IsProven: false);
    }

    private EventEffects Effects(ExternalMessage message, ExternalMessageMatch match) => new()
    {
        Event = new DeliveryEvent
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganisationId = message.OrganisationId,
            Key = "external:" + message.Id,
            Type = message.IsAutomatic ? DeliveryEventType.AutoReplied : DeliveryEventType.Replied,
            At = message.At,
            SendId = match.Send?.Id,
            CampaignId = match.Participant?.CampaignId,
            ParticipantId = match.Participant?.Id,
            ContactId = match.ContactId,
            Detail = message.Text is { Length: > MostDetail } text ? text[..MostDetail] : message.Text,
        },
        ProvesAcceptance = match.IsProven,
    };
}
