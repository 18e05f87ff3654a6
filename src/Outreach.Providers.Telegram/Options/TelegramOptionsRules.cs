using System.Buffers;
using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>What a range cannot say.</summary>
internal sealed class TelegramOptionsRules : IValidateOptions<TelegramOptions>
{
    private static readonly SearchValues<char> SecretCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        string?[] errors =
        [
            HttpProviderRules.Secret(options.Token, "TelegramOptions.Token", "ask BotFather for it."),
            options.Token.Length > 0 && !IsToken(options.Token) ? "TelegramOptions.Token must be a number, a colon and a secret of A-Z a-z 0-9 _ -: copy it again." : null,
            HttpProviderRules.Address(options, nameof(TelegramOptions)),
            options.WebhookSecret is { } secret && !IsSecret(secret) ? "TelegramOptions.WebhookSecret must be 1 to 256 characters of A-Z a-z 0-9 _ -." : null,
            options.MessagesPerSecond is null or > 30 && !options.AllowPaidBroadcast && options.BaseAddress is null
                ? "TelegramOptions.MessagesPerSecond above 30 needs AllowPaidBroadcast."
                : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Telegram bot '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsToken(string token) =>
        token.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && token[..colon].All(char.IsAsciiDigit) && IsSecret(token[(colon + 1)..]);

    private static bool IsSecret(string secret) => secret.Length is > 0 and <= 256 && !secret.AsSpan().ContainsAnyExcept(SecretCharacters);
}
