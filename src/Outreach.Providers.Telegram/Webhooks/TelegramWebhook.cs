using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>
/// Reads the updates that Telegram posts to a bot: replies, blocks, presses of the unsubscribe button. Telegram proves itself by the secret that was given to
/// <c>setWebhook</c>; an update that is posted again has the same key. Registered by <c>AddTelegram</c>. Safe for concurrent use.
/// </summary>
public sealed class TelegramWebhook : IProviderWebhook
{
    private readonly TelegramApi _api;
    private readonly TelegramEventMap _map;
    private readonly byte[]? _secret;

    internal TelegramWebhook(TelegramApi api, TimeProvider time)
    {
        _api = api;
        _map = new TelegramEventMap(api.Options, time);
        _secret = api.Options.WebhookSecret is { } secret ? Encoding.ASCII.GetBytes(secret) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<WebhookReading> ReadAsync(WebhookRequest request, CancellationToken cancellationToken = default)
    {
        if (WebhookReadings.CheckSize(request) is { } refused)
        {
            return refused;
        }

        if (_secret is null)
        {
            return WebhookReadings.Forged("No secret is set, so nothing can be trusted: set TelegramOptions.WebhookSecret.");
        }

        if (!request.Headers.TryGetValue("X-Telegram-Bot-Api-Secret-Token", out var given)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _secret))
        {
            return WebhookReadings.Forged("The secret token is missing, or another.");
        }

        if (Parse(request.Body.Span) is not { Id: > 0 } update)
        {
            return WebhookReadings.Malformed("The body is no update.");
        }

        var reading = Read(update);
        if (reading.Events is [{ Type: DeliveryEventType.Unsubscribed }] && update.Pressed?.Id is { } press)
        {
            await _api.AnswerPressAsync(press, cancellationToken).ConfigureAwait(false);
        }

        return reading;
    }

    private WebhookReading Read(TelegramUpdate update)
    {
        try
        {
            return WebhookReadings.Accepted(_map.Map(update) is { } happened ? [happened] : []);
        }
        catch (ArgumentOutOfRangeException)
        {
            return WebhookReadings.Malformed("The update has no proper date.");
        }
    }

    private static TelegramUpdate? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TelegramJson.Default.TelegramUpdate);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
