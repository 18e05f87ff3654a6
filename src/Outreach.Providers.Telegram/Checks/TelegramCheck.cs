using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>Asks Telegram whether the bot is set up.</summary>
internal sealed class TelegramCheck(TelegramApi api) : IProviderCheck
{
    private static readonly string[] Kinds = ["message", "callback_query", "my_chat_member"];

    public async Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checklist = new ProviderChecklist();
        TelegramFindings.Bot? bot = null;
        await checklist.AddAsync(
            ProviderFindingNames.Credentials,
            async () =>
            {
                (bot, var finding) = await AskForBotAsync(cancellationToken).ConfigureAwait(false);
                return finding;
            },
            cancellationToken).ConfigureAwait(false);
        if (checklist.HasFailed)
        {
            return checklist.Findings;
        }

        if (request.SenderAddress is { } sender && bot is not null)
        {
            var (status, message) = CheckSender(sender, bot);
            checklist.Add(ProviderFindingNames.Sender, status, message);
        }

        if (request.WebhookUrl is { } webhook)
        {
            await checklist.AddAsync(ProviderFindingNames.Webhook, () => CheckWebhookAsync(webhook, cancellationToken), cancellationToken).ConfigureAwait(false);
            var (status, message) = api.Options.WebhookSecret is null
                ? (ProviderFindingStatus.Failed, "No secret is set, so all updates are refused: give setWebhook a secret_token and set TelegramOptions.WebhookSecret.")
                : (ProviderFindingStatus.Unknown, "A secret is set; whether setWebhook was given the same, Telegram does not tell.");
            checklist.Add(ProviderFindingNames.Signature, status, message);
        }

        checklist.Add(ProviderFindingNames.Quota, ProviderFindingStatus.Unknown, "Telegram tells no quota: about 30 messages a second to different chats, and one a second to the same.");
        return checklist.Findings;
    }

    private async Task<(TelegramFindings.Bot? Bot, (ProviderFindingStatus Status, string Message) Finding)> AskForBotAsync(CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("getMe", cancellationToken).ConfigureAwait(false);
        return answer.Status is 401 or 404 ? (null, (ProviderFindingStatus.Failed, "Telegram does not accept the token: ask BotFather for a new one."))
            : answer.TryReadJson(TelegramJson.Default.Me, out var me) && me.Result is { } bot ? (bot, (ProviderFindingStatus.Passed, $"The token is that of @{bot.Name}."))
            : (null, ProviderChecklist.Unreadable(answer));
    }

    private static (ProviderFindingStatus Status, string Message) CheckSender(string sender, TelegramFindings.Bot bot) =>
        string.Equals(sender.TrimStart('@'), bot.Name, StringComparison.OrdinalIgnoreCase) || sender == bot.Id.ToString(CultureInfo.InvariantCulture)
            ? (ProviderFindingStatus.Passed, $"{sender} is this bot.")
            : (ProviderFindingStatus.Warning, $"Messages come from @{bot.Name}, not from {sender}.");

    private async Task<(ProviderFindingStatus Status, string Message)> CheckWebhookAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("getWebhookInfo", cancellationToken).ConfigureAwait(false);
        if (!answer.TryReadJson(TelegramJson.Default.Webhook, out var webhook) || webhook.Result is not { } info)
        {
            return ProviderChecklist.Unreadable(answer);
        }

        // Without a list, Telegram posts all kinds of updates that count here (Bot API, setWebhook).
        var missing = info.Kinds is { Count: > 0 } kinds ? Kinds.Except(kinds, StringComparer.Ordinal).ToArray() : [];
        return info.Url != url.ToString() ? (ProviderFindingStatus.Failed, $"Telegram posts updates to another address, or to none: call setWebhook with {url}.")
            : info is { LastError: { } error, Pending: > 0 } ? (ProviderFindingStatus.Failed, string.Create(
                CultureInfo.InvariantCulture, $"Telegram could not post updates, {info.Pending:N0} are waiting: {error}"))
            : missing.Length > 0 ? (ProviderFindingStatus.Warning, $"Not all updates are posted: add {string.Join(", ", missing)} to allowed_updates.")
            : (ProviderFindingStatus.Passed, "Telegram posts updates to the host.");
    }
}
