using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Asks Mailgun whether the domain is set up.</summary>
internal sealed class MailgunCheck(MailgunApi api) : IProviderCheck
{
    /// <summary>The events without which bounces and complaints would go unseen.</summary>
    private static readonly string[] Needed = ["delivered", "permanent_fail", "temporary_fail", "complained"];

    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        await CheckDomainAsync(checklist, request.SenderAddress, cancellationToken).ConfigureAwait(false);
        if (checklist.HasFailed)
        {
            return checklist.Findings;
        }

        if (request.WebhookUrl is { } webhook)
        {
            await checklist.AddAsync(ProviderFindingNames.Webhook, () => CheckWebhookAsync(webhook, cancellationToken), cancellationToken).ConfigureAwait(false);
            await checklist.AddAsync(ProviderFindingNames.Signature, () => CheckSignatureAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        checklist.Add(ProviderFindingNames.Quota, ProviderFindingStatus.Unknown, "Mailgun tells its limits in the control panel only.");
        return checklist.Findings;
    }

    private async Task CheckDomainAsync(ProviderChecklist checklist, string? sender, CancellationToken cancellationToken)
    {
        MailgunFindings.DomainState? state = null;
        await checklist.AddAsync(
            ProviderFindingNames.Credentials,
            async () =>
            {
                using var answer = await api.GetAsync($"v3/domains/{api.Options.Domain}", cancellationToken).ConfigureAwait(false);
                return answer.Status is 401 or 403 ? (ProviderFindingStatus.Failed, "Mailgun does not accept the API key: check the key and the region.")
                    : answer.Status == 404 ? (ProviderFindingStatus.Failed, $"Mailgun knows no domain {api.Options.Domain}: add it, or choose the other region.")
                    : answer.TryReadJson(MailgunJson.Default.DomainState, out state) ? (ProviderFindingStatus.Passed, "Mailgun accepts the API key.")
                    : ProviderChecklist.Unreadable(answer);
            },
            cancellationToken).ConfigureAwait(false);
        if (state is not null)
        {
            var (status, message) = StateOf(state, sender);
            checklist.Add(ProviderFindingNames.Sender, status, message);
        }
    }

    private (ProviderFindingStatus Status, string Message) StateOf(MailgunFindings.DomainState state, string? sender)
    {
        if (state.Domain?.State != "active")
        {
            return (ProviderFindingStatus.Failed, $"The domain {api.Options.Domain} is {state.Domain?.State ?? "unknown"}: publish the DNS records that Mailgun shows and verify it.");
        }

        if (state.Records?.FirstOrDefault(static record => record.Valid is not ("valid" or null)) is { } record)
        {
            return (ProviderFindingStatus.Warning, $"A DNS record is not valid: publish {record.Type} {record.Name} \"{record.Value}\".");
        }

        var domain = sender?[(sender.LastIndexOf('@') + 1)..];
        return domain is null || domain.Equals(api.Options.Domain, StringComparison.OrdinalIgnoreCase)
            || api.Options.Domain.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + api.Options.Domain, StringComparison.OrdinalIgnoreCase)
                ? (ProviderFindingStatus.Passed, $"The domain {api.Options.Domain} is verified.")
                : (ProviderFindingStatus.Warning, $"{domain} is not the domain that Mailgun signs for ({api.Options.Domain}): DMARC will not align.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckWebhookAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync($"v3/domains/{api.Options.Domain}/webhooks", cancellationToken).ConfigureAwait(false);
        if (!answer.TryReadJson(MailgunJson.Default.WebhookList, out var list))
        {
            return ProviderChecklist.Unreadable(answer);
        }

        string[] missing = [.. Needed.Where(name => list.Webhooks?.GetValueOrDefault(name)?.Urls?.Contains(url.ToString(), StringComparer.Ordinal) != true)];
        return missing.Length == 0
            ? (ProviderFindingStatus.Passed, "Mailgun posts its events to the host.")
            : (ProviderFindingStatus.Failed, $"Mailgun does not post {string.Join(", ", missing)} to the host: add {url} to those webhooks under Send, Webhooks.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSignatureAsync(CancellationToken cancellationToken)
    {
        if (api.Options.WebhookSigningKey is not { } key)
        {
            return (ProviderFindingStatus.Failed, "No signing key is set, so all events are refused: set MailgunOptions.WebhookSigningKey.");
        }

        using var answer = await api.GetAsync("v5/accounts/http_signing_key", cancellationToken).ConfigureAwait(false);
        return !answer.TryReadJson(MailgunJson.Default.SigningKey, out var signing) || signing.Key is null
            ? (ProviderFindingStatus.Unknown, "With this API key Mailgun does not tell the signing key; compare it in the control panel.")
            : signing.Key == key ? (ProviderFindingStatus.Passed, "The events are signed with the key that is set.")
            : (ProviderFindingStatus.Failed, "The events are signed with another key: copy Mailgun's HTTP webhook signing key to MailgunOptions.WebhookSigningKey.");
    }
}
