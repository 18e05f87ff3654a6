using System.Globalization;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Asks Mailchimp Transactional whether the account is set up.</summary>
internal sealed class MailchimpTransactionalCheck(MailchimpTransactionalApi api) : IProviderCheck
{
    /// <summary>The events without which bounces and complaints would go unseen.</summary>
    private static readonly string[] Needed = ["send", "deferral", "hard_bounce", "soft_bounce", "spam", "reject"];

    private readonly byte[] _question = JsonSerializer.SerializeToUtf8Bytes(
        new MailchimpTransactionalQuestion(api.Options.ApiKey), MailchimpTransactionalJson.Default.MailchimpTransactionalQuestion);

    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        MailchimpTransactionalFindings.Account? account = null;
        await checklist.AddAsync(
            ProviderFindingNames.Credentials,
            async () =>
            {
                using var answer = await api.AskAsync("users/info", _question, cancellationToken).ConfigureAwait(false);
                return answer.Status == 200 && answer.TryReadJson(MailchimpTransactionalJson.Default.Account, out account) ? (ProviderFindingStatus.Passed, "Mailchimp accepts the API key.")
                    : answer.ToReply().Text.Contains("Invalid_Key", StringComparison.Ordinal) ? (ProviderFindingStatus.Failed, "Mailchimp does not accept the API key: create one under Settings, SMTP & API Info.")
                    : ProviderChecklist.Unreadable(answer);
            },
            cancellationToken).ConfigureAwait(false);
        if (account is null)
        {
            return checklist.Findings;
        }

        if (request.SenderAddress is { } sender)
        {
            await checklist.AddAsync(ProviderFindingNames.Sender, () => CheckSenderAsync(sender, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (request.WebhookUrl is { } webhook)
        {
            await CheckWebhookAsync(checklist, webhook, cancellationToken).ConfigureAwait(false);
        }

        checklist.Add(
            ProviderFindingNames.Quota,
            account.HourlyQuota > 0 ? ProviderFindingStatus.Passed : ProviderFindingStatus.Warning,
            string.Create(CultureInfo.InvariantCulture, $"{account.HourlyQuota:N0} messages an hour, {account.Backlog:N0} waiting, reputation {account.Reputation} of 100."));
        return checklist.Findings;
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSenderAsync(string sender, CancellationToken cancellationToken)
    {
        var domain = sender[(sender.LastIndexOf('@') + 1)..];
        using var answer = await api.AskAsync("senders/domains", _question, cancellationToken).ConfigureAwait(false);
        if (answer.Status != 200 || !answer.TryReadJson(MailchimpTransactionalJson.Default.DomainArray, out var domains))
        {
            return ProviderChecklist.Unreadable(answer);
        }

        return domains.FirstOrDefault(one => string.Equals(one.Name, domain, StringComparison.OrdinalIgnoreCase)) is not { } found
                ? (ProviderFindingStatus.Failed, $"Mailchimp does not know {domain}: add it under Settings, Domains, Sending Domains.")
            : found.VerifiedAt is null ? (ProviderFindingStatus.Failed, $"{domain} is not verified: follow the link, or publish the record, that Mailchimp shows.")
            : !found.CanSign ? (ProviderFindingStatus.Failed, $"{domain} can't be signed: publish the DKIM records that Mailchimp shows.")
            : (ProviderFindingStatus.Passed, $"{domain} is verified and signed with DKIM.");
    }

    private async Task CheckWebhookAsync(ProviderChecklist checklist, Uri url, CancellationToken cancellationToken)
    {
        MailchimpTransactionalFindings.Webhook? webhook = null;
        await checklist.AddAsync(
            ProviderFindingNames.Webhook,
            async () =>
            {
                using var answer = await api.AskAsync("webhooks/list", _question, cancellationToken).ConfigureAwait(false);
                if (answer.Status != 200 || !answer.TryReadJson(MailchimpTransactionalJson.Default.WebhookArray, out var all))
                {
                    return ProviderChecklist.Unreadable(answer);
                }

                webhook = all.FirstOrDefault(one => string.Equals(one.Url, url.ToString(), StringComparison.Ordinal));
                string[] missing = webhook is null ? [] : [.. Needed.Except(webhook.Events ?? [], StringComparer.Ordinal)];
                return webhook is null ? (ProviderFindingStatus.Failed, $"Mailchimp posts no events to the host: add a webhook for {url} under Settings, Webhooks.")
                    : missing.Length > 0 ? (ProviderFindingStatus.Warning, $"These events are not posted: {string.Join(", ", missing)}.")
                    : (ProviderFindingStatus.Passed, "Mailchimp posts its events to the host.");
            },
            cancellationToken).ConfigureAwait(false);
        if (webhook is null)
        {
            return;
        }

        var fits = webhook.Key == api.Options.WebhookKey && webhook.Url == api.Options.WebhookUrl;
        checklist.Add(
            ProviderFindingNames.Signature,
            fits ? ProviderFindingStatus.Passed : ProviderFindingStatus.Failed,
            fits ? "The events are signed with the key that is set." : "Key or address differ from Mailchimp's: copy both to MailchimpTransactionalOptions.WebhookKey and WebhookUrl.");
    }
}
