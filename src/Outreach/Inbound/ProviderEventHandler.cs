using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

/// <summary>Finds the sends that a provider's events are about, and applies them like any other event from outside.</summary>
internal sealed class ProviderEventHandler(ISendLedger ledger, IExternalEventHandler handler, IServiceProvider services) : IProviderEventHandler
{
    public async Task<int> HandleAsync(string providerName, IReadOnlyList<ProviderEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(providerName);
        ArgumentNullException.ThrowIfNull(events);
        var applied = 0;
        foreach (var happened in events)
        {
            var known = happened is { OrganisationId: { } organisationId, Recipient: { } recipient }
                ? OfRecipient(happened, organisationId, recipient, providerName)
                : await OfSendAsync(happened, providerName, cancellationToken).ConfigureAwait(false);
            if (known is null)
            {
                continue;
            }

            var result = await handler.HandleAsync(known, cancellationToken).ConfigureAwait(false);
            applied += result.IsDuplicate ? 0 : 1;
        }

        return applied;
    }

    /// <summary>What somebody did whom the channel itself names. A send that the event speaks of could be another's, so it is not believed.</summary>
    private ExternalEvent? OfRecipient(ProviderEvent happened, Guid organisationId, string recipient, string providerName) =>
        services.GetKeyedService<IMessageProvider>(providerName) is { } provider
            ? ToExternal(happened, organisationId) with { Address = recipient, Channel = provider.Channel }
            : null;

    private async Task<ExternalEvent?> OfSendAsync(ProviderEvent happened, string providerName, CancellationToken cancellationToken) =>
        happened.Attempt is { } attempt
        && await ledger.FindSendAsync(attempt.SendId, cancellationToken).ConfigureAwait(false) is { } send
        && send.ProviderName == providerName
            ? ToExternal(happened, send.OrganisationId) with { SendId = send.Id }
            : null;

    private static ExternalEvent ToExternal(ProviderEvent happened, Guid organisationId) => new()
    {
        OrganisationId = organisationId,
        Key = happened.Key,
        Type = happened.Type,
        At = happened.At,
        Reply = happened.Reply,
        MailboxProvider = happened.MailboxProvider?.Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, ExternalEventHandler.MostMailboxProvider)] : null,
        Detail = happened.Detail,
    };
}
