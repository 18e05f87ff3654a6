using Outreach.Inbox;

namespace Outreach;

/// <summary>Applies what inbound mail says to sends, participants and suppressions, once per mail.</summary>
internal sealed class InboundMailHandler(
    InboundMatcher matcher,
    IContactStore contacts,
    EventReactions reactions,
    ReplySentiments sentiments,
    TokenSource tokens,
    TimeProvider time) : IInboundMailHandler
{
    public async Task<InboundMailResult> ReceiveAsync(ReceivedMail mail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var protector = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var envelope = mail.EnvelopeRecipient is null ? null : new InboundEnvelope { Recipients = [mail.EnvelopeRecipient] };
        var read = new InboundMailReader(protector).Read(mail.Content, envelope);
        var match = await matcher.FindAsync(mail.OrganisationId, read, mail.EnvelopeRecipient, cancellationToken).ConfigureAwait(false);

        // A genuine token of another organisation's message proves nothing about this one's.
        read = read with { IsVerified = read.IsVerified && match?.Evidence == InboundEvidence.Token };
        var send = match?.Send;
        var result = new InboundMailResult
        {
            SendId = send?.Id,
            ParticipantId = send?.ParticipantId,
            IsVerified = read.IsVerified,
            Text = read.NewText.Length > 0 ? read.NewText : null,
        };
        if (InboundMeaning.Of(read, send) is not { } meaning
            || !await ConcernsUsAsync(mail.OrganisationId, meaning, send, cancellationToken).ConfigureAwait(false))
        {
            return result;
        }

        var outcome = await ApplyAsync(mail.OrganisationId, read, meaning, match, cancellationToken).ConfigureAwait(false);
        var sentiment = meaning.Type == DeliveryEventType.Replied
            ? await sentiments.JudgeAsync(mail.OrganisationId, [KeyOf(read)], Channel.Email, read.NewText, cancellationToken).ConfigureAwait(false)
            : null;
        return result with { Type = meaning.Type, Sentiment = sentiment, IsDuplicate = outcome == EventOutcome.Duplicate };
    }

    /// <summary>Strangers can't fill the suppression list: a request that belongs to no send counts only if its author is a contact.</summary>
    private async Task<bool> ConcernsUsAsync(Guid organisationId, InboundMeaning meaning, SendRecord? send, CancellationToken cancellationToken) =>
        send is not null
        || await contacts.FindByEmailAsync(organisationId, meaning.SuppressedAddress!, cancellationToken).ConfigureAwait(false) is not null;

    private async Task<EventOutcome> ApplyAsync(
        Guid organisationId, InboundMail mail, InboundMeaning meaning, InboundMatch? match, CancellationToken cancellationToken)
    {
        var send = match?.Send;
        var now = time.GetUtcNow();

        // What happens to a copy is not the contact's doing; but whoever answers, answers the message.
        var isAboutCopy = send is not null && send.Role != RecipientRole.To && meaning.Type != DeliveryEventType.Replied;
        var effects = new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = organisationId,
                Key = KeyOf(mail),
                Type = meaning.Type,
                At = now,
                SendId = send?.Id,
                CampaignId = send?.CampaignId,
                ParticipantId = isAboutCopy ? null : send?.ParticipantId,
                ContactId = isAboutCopy ? null : send?.ContactId,
                Reply = meaning.Reply,
                Detail = meaning.Detail,
            },
            ProvesAcceptance = match?.Evidence is InboundEvidence.Token or InboundEvidence.MessageId,
            Suppressions = meaning.Suppression is { } reason
                ? [Suppress(organisationId, meaning.SuppressedAddress!, reason, mail, now)]
                : [],
        };
        var movesParticipant = send is not null && !isAboutCopy && meaning.IsAbout(send);
        return (await reactions.RecordAsync(send?.ParticipantId, send, effects, movesParticipant, cancellationToken).ConfigureAwait(false)).Outcome;
    }

    private static SuppressionEntry Suppress(Guid organisationId, string address, SuppressionReason reason, InboundMail mail, DateTimeOffset now) => new()
    {
        OrganisationId = organisationId,
        Key = AddressKey.FromEmail(address),
        Reason = reason,
        At = now,
        Source = KeyOf(mail),
    };

    private static string KeyOf(InboundMail mail) => "mail:" + mail.Fingerprint;
}
