using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>Asks Google whether the mailbox can be used.</summary>
internal sealed class GmailCheck(GmailApi api, GmailTokens tokens) : IProviderCheck
{
    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        await checklist.AddAsync(ProviderFindingNames.Credentials, () => CheckAccessAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (checklist.HasFailed)
        {
            return checklist.Findings;
        }

        if (request.SenderAddress is { } sender)
        {
            await checklist.AddAsync(ProviderFindingNames.Sender, () => CheckSenderAsync(sender, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (request.WebhookUrl is not null)
        {
            checklist.Add(ProviderFindingNames.Webhook, ProviderFindingStatus.Unknown, "Gmail has no webhook: bounces and replies come to the mailbox.");
        }

        checklist.Add(ProviderFindingNames.Quota, ProviderFindingStatus.Unknown, "Google does not tell what is left: about 500 recipients a day for Gmail, 2,000 for Google Workspace.");
        return checklist.Findings;
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckAccessAsync(CancellationToken cancellationToken)
    {
        try
        {
            await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (GmailTokenException exception)
        {
            return (ProviderFindingStatus.Failed, exception.Message);
        }

        if (!api.Options.ReadMailbox)
        {
            return (ProviderFindingStatus.Passed, "Google gives access; without GmailOptions.ReadMailbox nothing more can be asked.");
        }

        using var answer = await api.GetAsync("profile", cancellationToken).ConfigureAwait(false);
        return answer.Status is 401 or 403 ? (ProviderFindingStatus.Failed, "Google does not let the mailbox be read: agree to the scope gmail.readonly, and enable the Gmail API.")
            : answer.TryReadJson(GmailJson.Default.Profile, out var profile) && profile.Address is { } address ? (ProviderFindingStatus.Passed, $"The mailbox is {address}.")
            : ProviderChecklist.Unreadable(answer);
    }

    private async Task<(ProviderFindingStatus Status, string Message)> CheckSenderAsync(string sender, CancellationToken cancellationToken)
    {
        if (!api.Options.ReadMailbox)
        {
            return (ProviderFindingStatus.Unknown, $"Whether the mailbox may send as {sender} can't be asked without GmailOptions.ReadMailbox; Gmail writes its own address if not.");
        }

        using var answer = await api.GetAsync("settings/sendAs", cancellationToken).ConfigureAwait(false);
        if (!answer.TryReadJson(GmailJson.Default.SendAs, out var list) || list.Aliases is not { } aliases)
        {
            return ProviderChecklist.Unreadable(answer);
        }

        return aliases.FirstOrDefault(alias => string.Equals(alias.Address, sender, StringComparison.OrdinalIgnoreCase)) switch
        {
            { IsUsable: true } => (ProviderFindingStatus.Passed, $"The mailbox may send as {sender}."),
            not null => (ProviderFindingStatus.Failed, $"{sender} is not verified yet: open the message that Gmail sent there."),
            _ => (ProviderFindingStatus.Failed, $"The mailbox may not send as {sender}, so Gmail would write its own address: add it under Settings, Accounts, Send mail as."),
        };
    }
}
