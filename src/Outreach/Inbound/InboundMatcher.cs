using Outreach.Inbox;

namespace Outreach;

/// <summary>Finds the send that an inbound mail is about: by token, by threading headers, then by sender and subject.</summary>
internal sealed class InboundMatcher(ISendLedger ledger, IContactStore contacts, Conversations conversations)
{
    private const int RecentSends = 50;

    /// <summary>Finds the send.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="envelopeRecipient">The mailbox that it was delivered to, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The send within the organisation, or <see langword="null"/>.</returns>
    public async Task<InboundMatch?> FindAsync(Guid organisationId, InboundMail mail, string? envelopeRecipient, CancellationToken cancellationToken)
    {
        foreach (var token in mail.Tokens)
        {
            var send = await ledger.FindSendAsync(token.Attempt.SendId, cancellationToken).ConfigureAwait(false);
            if (send?.OrganisationId == organisationId)
            {
                return new InboundMatch(send, InboundEvidence.Token);
            }
        }

        var ids = mail.ReturnedMessageId is null ? mail.ReferencedMessageIds : [mail.ReturnedMessageId, .. mail.ReferencedMessageIds];
        foreach (var id in ids)
        {
            if (await ledger.FindSendByMessageIdAsync(organisationId, id, cancellationToken).ConfigureAwait(false) is { } send)
            {
                return new InboundMatch(send, InboundEvidence.MessageId);
            }
        }

        return await FindBySenderAsync(organisationId, mail, envelopeRecipient is null ? mail.Recipients : [envelopeRecipient, .. mail.Recipients], cancellationToken).ConfigureAwait(false) is { } found
            ? new InboundMatch(found, InboundEvidence.SenderAndSubject)
            : null;
    }

    /// <summary>
    /// Some clients drop the threading headers: then the latest message to the sender of the same conversation is meant, of those that came from
    /// the mailbox to which it was written, if any did.
    /// </summary>
    private async Task<SendRecord?> FindBySenderAsync(Guid organisationId, InboundMail mail, IReadOnlyList<string> mailboxes, CancellationToken cancellationToken)
    {
        if (mail.Sender is null
            || mail.ThreadSubject.Length == 0
            || await contacts.FindByEmailAsync(organisationId, mail.Sender, cancellationToken).ConfigureAwait(false) is not { } contact)
        {
            return null;
        }

        var sends = await ledger.ListSendsByContactAsync(organisationId, contact.Id, RecentSends, cancellationToken).ConfigureAwait(false);
        SendRecord[] conversation = [.. sends.Where(send => Conversations.IsAbout(send, mail.ThreadSubject))];
        var clue = new ConversationClue(Channel.Email, mailboxes, mail.Subject);
        return (await conversations.FindAsync(organisationId, clue, conversation, cancellationToken).ConfigureAwait(false)) is [var latest, ..] ? latest : null;
    }
}
