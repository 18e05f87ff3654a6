namespace Outreach;

/// <summary>Counts bounces and complaints towards the account, domain and address that the message came from.</summary>
internal sealed class ReputationEvents(ReputationBoard board, ISendLedger ledger)
{
    public async Task ObserveAsync(DeliveryEvent happened, CancellationToken cancellationToken)
    {
        DeliveryTally? tally = happened.Type switch
        {
            DeliveryEventType.HardBounced or DeliveryEventType.SoftBounced => DeliveryTally.CameBack,
            DeliveryEventType.Complained => DeliveryTally.Reported,
            _ => null,
        };
        if (!board.IsUnused && tally is not null && await FindSendAsync(happened, cancellationToken).ConfigureAwait(false) is { } send)
        {
            await board.CountAsync(send, tally.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the message: the one that is named, or the latest to the contact.</summary>
    private async Task<SendRecord?> FindSendAsync(DeliveryEvent happened, CancellationToken cancellationToken)
    {
        if (happened.SendId is { } sendId)
        {
            return await ledger.FindSendAsync(sendId, cancellationToken).ConfigureAwait(false);
        }

        if (happened.ContactId is not { } contactId)
        {
            return null;
        }

        var latest = await ledger.ListSendsByContactAsync(happened.OrganisationId, contactId, 1, cancellationToken).ConfigureAwait(false);
        return latest.Count == 0 ? null : latest[0];
    }
}
