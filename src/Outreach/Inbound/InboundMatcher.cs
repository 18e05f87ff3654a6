using Outreach.Inbox;

namespace Outreach;

/// <summary>Finds the send that an inbound mail is about: by token, by threading headers, then by sender and subject.</summary>
internal sealed class InboundMatcher(ISendLedger ledger, IContactStore contacts)
{
    private const int RecentSends = 50;

    /// <summary>Finds the send.</summary>
    /// <returns>The send within the organisation, or <see langword="null"/>.</returns>
    public async Task<InboundMatch?> FindAsync(Guid organisationId, InboundMail mail, CancellationToken cancellationToken)
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

        return await FindBySenderAsync(organisationId, mail, cancellationToken).ConfigureAwait(false) is { } found
            ? new InboundMatch(found, InboundEvidence.SenderAndSubject)
            : null;
    }

    /// <summary>Some clients drop the threading headers: then the sender's latest message of the same conversation is meant.</summary>
    private async Task<SendRecord?> FindBySenderAsync(Guid organisationId, InboundMail mail, CancellationToken cancellationToken)
    {
        if (mail.Sender is null
            || mail.ThreadSubject.Length == 0
            || await contacts.FindByEmailAsync(organisationId, mail.Sender, cancellationToken).ConfigureAwait(false) is not { } contact)
        {
            return null;
        }

        var sends = await ledger.ListSendsByContactAsync(organisationId, contact.Id, RecentSends, cancellationToken).ConfigureAwait(false);
        return sends.FirstOrDefault(send => send.Subject.EndsWith(mail.ThreadSubject, StringComparison.OrdinalIgnoreCase));
    }
}
