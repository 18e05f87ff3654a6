namespace Outreach;

/// <summary>Finds the sends that a provider's events are about, and applies them like any other event from outside.</summary>
internal sealed class ProviderEventHandler(ISendLedger ledger, IExternalEventHandler handler) : IProviderEventHandler
{
    public async Task<int> HandleAsync(string providerName, IReadOnlyList<ProviderEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        ArgumentNullException.ThrowIfNull(events);
        var applied = 0;
        foreach (var happened in events)
        {
            if (happened.Attempt is not { } attempt
                || await ledger.FindSendAsync(attempt.SendId, cancellationToken).ConfigureAwait(false) is not { } send
                || send.ProviderName != providerName)
            {
                continue;
            }

            var result = await handler.HandleAsync(ToExternal(happened, send), cancellationToken).ConfigureAwait(false);
            applied += result.IsDuplicate ? 0 : 1;
        }

        return applied;
    }

    private static ExternalEvent ToExternal(ProviderEvent happened, SendRecord send) => new()
    {
        OrganisationId = send.OrganisationId,
        Key = happened.Key,
        Type = happened.Type,
        SendId = send.Id,
        At = happened.At,
        Reply = happened.Reply,
        Detail = happened.Detail,
    };
}
