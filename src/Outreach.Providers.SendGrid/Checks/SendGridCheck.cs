using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>Asks SendGrid whether the account is set up.</summary>
internal sealed class SendGridCheck(SendGridApi api) : IProviderCheck
{
    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        await checklist.AddAsync(ProviderFindingNames.Credentials, () => CheckKeyAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (checklist.HasFailed)
        {
            return checklist.Findings;
        }

        if (request.SenderAddress is { } sender)
        {
            await checklist.AddAsync(ProviderFindingNames.Sender, () => CheckSenderAsync(sender, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (request.WebhookUrl is { } webhook)
        {
            await checklist.AddAsync(ProviderFindingNames.Webhook, () => CheckWebhookAsync(webhook, cancellationToken), cancellationToken).ConfigureAwait(false);
            await checklist.AddAsync(ProviderFindingNames.Signature, () => CheckSignatureAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await checklist.AddAsync(ProviderFindingNames.Quota, () => CheckQuotaAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return checklist.Findings;
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckKeyAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("v3/scopes", cancellationToken).ConfigureAwait(false);
        if (answer.Status is 401 or 403)
        {
            return (ProviderFindingStatus.Failed, "SendGrid does not accept the API key: create a new one under Settings, API Keys.");
        }

        return !answer.TryReadJson(SendGridJson.Default.Scopes, out var scopes) ? ProviderChecklist.Unreadable(answer)
            : scopes.Names?.Contains("mail.send", StringComparer.Ordinal) == true ? (ProviderFindingStatus.Passed, "The API key may send mail.")
            : (ProviderFindingStatus.Failed, "The API key may not send mail: give it the scope mail.send.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSenderAsync(string sender, CancellationToken cancellationToken)
    {
        var domain = sender[(sender.LastIndexOf('@') + 1)..];
        using (var answer = await api.GetAsync("v3/whitelabel/domains?limit=200", cancellationToken).ConfigureAwait(false))
        {
            if (!answer.TryReadJson(SendGridJson.Default.DomainArray, out var domains))
            {
                return ProviderChecklist.Unreadable(answer);
            }

            if (domains.FirstOrDefault(one => string.Equals(one.Name, domain, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found.IsValid
                    ? (ProviderFindingStatus.Passed, $"The domain {domain} is authenticated.")
                    : (ProviderFindingStatus.Failed, $"The domain {domain} is not verified yet: publish the DNS records that SendGrid shows under Sender Authentication.");
            }
        }

        using var senders = await api.GetAsync("v3/verified_senders?limit=200", cancellationToken).ConfigureAwait(false);
        var isVerified = senders.TryReadJson(SendGridJson.Default.Senders, out var list)
            && list.Results?.Any(one => one.IsVerified && string.Equals(one.Address, sender, StringComparison.OrdinalIgnoreCase)) == true;
        return isVerified
            ? (ProviderFindingStatus.Warning, $"{sender} is a verified single sender; authenticate the domain {domain} as well, or DMARC fails.")
            : (ProviderFindingStatus.Failed, $"SendGrid knows neither {sender} nor its domain: authenticate {domain} under Settings, Sender Authentication.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckWebhookAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("v3/user/webhooks/event/settings", cancellationToken).ConfigureAwait(false);
        return !answer.TryReadJson(SendGridJson.Default.WebhookSettings, out var settings) ? ProviderChecklist.Unreadable(answer)
            : !string.Equals(settings.Url, url.ToString(), StringComparison.Ordinal)
                ? (ProviderFindingStatus.Failed, $"SendGrid posts its events to another address: set {url} under Settings, Mail Settings, Event Webhooks.")
            : !settings.IsEnabled ? (ProviderFindingStatus.Failed, "The event webhook is switched off: enable it under Settings, Mail Settings.")
            : settings is { Delivered: true, Bounce: true, Dropped: true, SpamReport: true, Deferred: true }
                ? (ProviderFindingStatus.Passed, "SendGrid posts its events to the host.")
            : (ProviderFindingStatus.Warning, "Not all events are posted: tick delivered, deferred, bounced, dropped and spam reports.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSignatureAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("v3/user/webhooks/event/settings/signed", cancellationToken).ConfigureAwait(false);
        return !answer.TryReadJson(SendGridJson.Default.SignedWebhook, out var signed) ? ProviderChecklist.Unreadable(answer)
            : string.IsNullOrEmpty(signed.PublicKey)
                ? (ProviderFindingStatus.Failed, "The events are not signed, so all are refused: enable the signature of the event webhook.")
            : signed.PublicKey == api.Options.WebhookVerificationKey ? (ProviderFindingStatus.Passed, "The events are signed with the key that is set.")
            : (ProviderFindingStatus.Failed, "The events are signed with another key: copy SendGrid's verification key to SendGridOptions.WebhookVerificationKey.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckQuotaAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("v3/user/credits", cancellationToken).ConfigureAwait(false);
        return !answer.TryReadJson(SendGridJson.Default.Credits, out var credits) ? ProviderChecklist.Unreadable(answer)
            : credits.Remain > 0
                ? (ProviderFindingStatus.Passed, string.Create(CultureInfo.InvariantCulture, $"{credits.Remain:N0} of {credits.Total:N0} messages are left."))
                : (ProviderFindingStatus.Failed, "No messages are left: wait for the next period or upgrade the plan.");
    }
}
