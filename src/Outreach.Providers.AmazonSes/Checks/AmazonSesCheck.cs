using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>Asks SES whether the account is set up.</summary>
internal sealed class AmazonSesCheck(AmazonSesApi api) : IProviderCheck
{
    /// <summary>The events without which bounces and complaints would go unseen.</summary>
    private static readonly string[] Needed = ["DELIVERY", "BOUNCE", "COMPLAINT", "DELIVERY_DELAY"];

    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        AmazonSesFindings.Account? account = null;
        await checklist.AddAsync(
            ProviderFindingNames.Credentials,
            async () =>
            {
                using var answer = await api.GetAsync("v2/email/account", cancellationToken).ConfigureAwait(false);
                return answer.Status is 400 or 401 or 403 ? (ProviderFindingStatus.Failed, $"SES does not accept the credentials: {answer.ToReply().Text}")
                    : answer.TryReadJson(AmazonSesJson.Default.Account, out account) ? StateOf(account)
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

        if (request.WebhookUrl is not null)
        {
            await checklist.AddAsync(ProviderFindingNames.Webhook, () => CheckEventsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        checklist.Add(ProviderFindingNames.Quota, account.Quota is not { } quota ? ProviderFindingStatus.Unknown
            : quota.Most < 0 || quota.Sent < quota.Most ? ProviderFindingStatus.Passed : ProviderFindingStatus.Failed, QuotaText(account.Quota));
        return checklist.Findings;
    }

    private static (ProviderFindingStatus Status, string Message) StateOf(AmazonSesFindings.Account account) =>
        !account.IsSendingEnabled ? (ProviderFindingStatus.Failed, $"Sending is switched off for the account ({account.Enforcement}): see Account dashboard in the SES console.")
        : !account.HasProductionAccess ? (ProviderFindingStatus.Warning, "The account is in the sandbox: mail goes to verified addresses only. Request production access.")
        : (ProviderFindingStatus.Passed, "SES accepts the credentials.");

    private static string QuotaText(AmazonSesFindings.Quota? quota) =>
        quota is null ? "SES does not tell the quota."
        : quota.Most < 0 ? "There is no limit."
        : string.Create(CultureInfo.InvariantCulture, $"{quota.Sent:N0} of {quota.Most:N0} messages were sent in the last 24 hours.");

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSenderAsync(string sender, CancellationToken cancellationToken)
    {
        var domain = sender[(sender.LastIndexOf('@') + 1)..];
        foreach (var name in new[] { domain, sender })
        {
            using var answer = await api.GetAsync("v2/email/identities/" + Uri.EscapeDataString(name), cancellationToken).ConfigureAwait(false);
            if (answer.TryReadJson(AmazonSesJson.Default.Identity, out var identity) && answer.Status == 200)
            {
                return !identity.IsVerified ? (ProviderFindingStatus.Failed, $"{name} is not verified yet: publish the records, or follow the link, that SES shows.")
                    : identity.Dkim?.Status == "SUCCESS" ? (ProviderFindingStatus.Passed, $"{name} is verified and signed with DKIM.")
                    : (ProviderFindingStatus.Warning, $"{name} is verified, but not signed with DKIM: set up Easy DKIM for {domain}.");
            }

            if (answer.Status != 404)
            {
                return ProviderChecklist.Unreadable(answer);
            }
        }

        return (ProviderFindingStatus.Failed, $"SES knows neither {domain} nor {sender} in {api.Options.Region}: create an identity for the domain.");
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckEventsAsync(CancellationToken cancellationToken)
    {
        if (api.Options.ConfigurationSet is not { } set)
        {
            return (ProviderFindingStatus.Failed, "No configuration set is chosen, so SES publishes no events: set AmazonSesOptions.ConfigurationSet.");
        }

        using var answer = await api.GetAsync($"v2/email/configuration-sets/{set}/event-destinations", cancellationToken).ConfigureAwait(false);
        if (answer.Status == 404)
        {
            return (ProviderFindingStatus.Failed, $"There is no configuration set {set} in {api.Options.Region}.");
        }

        if (!answer.TryReadJson(AmazonSesJson.Default.Destinations, out var destinations))
        {
            return ProviderChecklist.Unreadable(answer);
        }

        string[] published =
        [
            .. (destinations.All ?? [])
                .Where(one => one is { IsEnabled: true, Sns.Arn: { } arn } && api.Options.TopicArns.Contains(arn, StringComparer.Ordinal))
                .SelectMany(static one => one.Types ?? []),
        ];
        string[] missing = [.. Needed.Except(published, StringComparer.Ordinal)];
        return missing.Length == 0
            ? (ProviderFindingStatus.Passed, "SES publishes its events to a listed topic.")
            : (ProviderFindingStatus.Failed, $"{string.Join(", ", missing)} go to no listed topic: add an SNS destination to {set}, and its ARN to AmazonSesOptions.TopicArns.");
    }
}
