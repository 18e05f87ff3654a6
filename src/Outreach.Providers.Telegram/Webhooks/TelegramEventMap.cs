using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>Says what an update means: who wrote, asked to be left alone, or blocked the bot. Only private chats are with one person.</summary>
internal sealed class TelegramEventMap(TelegramOptions options, TimeProvider time)
{
    private static readonly string[] StopWords = ["/stop", "/unsubscribe"];

    /// <returns>The event, or <see langword="null"/> for an update that tells of nothing that counts.</returns>
    public ProviderEvent? Map(TelegramUpdate update) => update switch
    {
        { Written: { Chat: { Type: "private", Id: var chat }, From.IsBot: false } message } => MapMessage(update, message, chat),
        { Pressed: { From.Id: var user, Data: TelegramRequest.UnsubscribeData } } => Event(update, DeliveryEventType.Unsubscribed, user, time.GetUtcNow(), "The button was pressed."),
        { Changed: { Chat: { Type: "private", Id: var chat }, Now.Status: "kicked", Date: var date } } =>
            Event(update, DeliveryEventType.Unsubscribed, chat, WebhookEvents.FromUnixSeconds(date), "The bot was blocked."),
        _ => null,
    };

    private ProviderEvent? MapMessage(TelegramUpdate update, TelegramUpdate.Message message, long chat)
    {
        var at = WebhookEvents.FromUnixSeconds(message.Date);
        var text = message.Text ?? message.Caption;
        var command = text is ['/', ..] ? text.Split(' ', '\n', '@')[0] : null;
        return command is null ? Event(update, DeliveryEventType.Replied, chat, at, text)
            : StopWords.Contains(command, StringComparer.OrdinalIgnoreCase) ? Event(update, DeliveryEventType.Unsubscribed, chat, at, text)

            // Other commands, such as the /start of a new chat, are no answer to a message.
            : null;
    }

    private ProviderEvent Event(TelegramUpdate update, DeliveryEventType type, long who, DateTimeOffset at, string? detail) => new()
    {
        Key = WebhookEvents.Key("telegram", options.BotId, update.Id.ToString(CultureInfo.InvariantCulture)),
        Type = type,
        At = at,
        OrganisationId = options.OrganisationId,
        Recipient = who.ToString(CultureInfo.InvariantCulture),
        Detail = WebhookEvents.Detail(detail),
    };
}
