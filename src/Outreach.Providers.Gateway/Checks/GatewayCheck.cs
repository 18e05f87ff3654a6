using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>Asks whether the gateway is where it should be. A GET of the address that messages are posted to sends nothing.</summary>
internal sealed class GatewayCheck(GatewayApi api) : IProviderCheck
{
    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        await checklist.AddAsync(ProviderFindingNames.Credentials, () => CheckAddressAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (checklist.HasFailed)
        {
            return checklist.Findings;
        }

        checklist.Add(ProviderFindingNames.Sender, ProviderFindingStatus.Unknown, "The gateway is not asked for its accounts: the sender account's address is sent as bdAccountId.");
        if (request.WebhookUrl is not null)
        {
            checklist.Add(ProviderFindingNames.Webhook, ProviderFindingStatus.Unknown, "The gateway has no webhook of a known form: give what it tells to IExternalEventHandler.");
        }

        checklist.Add(ProviderFindingNames.Quota, ProviderFindingStatus.Unknown, "The gateway does not tell what is left.");
        return checklist.Findings;
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckAddressAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.LookAsync(cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            401 or 403 => (ProviderFindingStatus.Failed, "The gateway does not accept the key: set GatewayOptions.ApiKey."),
            404 or 410 => (ProviderFindingStatus.Failed, $"There is no gateway at {api.Address}: set GatewayOptions.BaseAddress to what stands before {GatewayRequest.Path}."),
            >= 300 and < 400 => (ProviderFindingStatus.Failed, "The gateway is elsewhere: it redirects, which is not followed."),
            < 300 => (ProviderFindingStatus.Passed, "The gateway is there, and accepts the key."),
            400 or 405 or 415 or 422 => (ProviderFindingStatus.Passed, string.Create(
                CultureInfo.InvariantCulture, $"The gateway is there; whether it accepts the key, its answer to a GET ({answer.Status}) does not say.")),
            _ => ProviderChecklist.Unreadable(answer),
        };
    }
}
