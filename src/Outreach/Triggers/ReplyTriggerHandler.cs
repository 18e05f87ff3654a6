namespace Outreach;

/// <summary>Applies the rules that wait for replies. The outbox gives each reply at least once.</summary>
internal sealed class ReplyTriggerHandler(TriggerService triggers, IContactStore contacts) : IOutreachEventHandler
{
    public async ValueTask HandleAsync(OutreachEvent outreachEvent, CancellationToken cancellationToken = default)
    {
        var data = MessageEventData.Read(outreachEvent);
        if (data is not { IsAutomatic: false, ContactId: { } contactId })
        {
            return;
        }

        var contact = await contacts.FindAsync(outreachEvent.OrganisationId, contactId, cancellationToken).ConfigureAwait(false);
        await triggers.ApplyAsync(
            outreachEvent.OrganisationId, $"reply:{outreachEvent.Id:N}", contact, rule => rule.Kind == TriggerKind.Reply, cancellationToken).ConfigureAwait(false);
    }
}
