using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gateway;

/// <summary>What a range cannot say.</summary>
internal sealed class GatewayOptionsRules : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        string?[] errors =
        [
            options.BaseAddress is null ? "GatewayOptions.BaseAddress is missing: set it to the gateway's address, for example https://messaging.example.com." : null,
            HttpProviderRules.Address(options, nameof(GatewayOptions)),
            options.ApiKey is { } key ? HttpProviderRules.Secret(key, "GatewayOptions.ApiKey", "ask whoever runs the gateway, or leave it null.") : null,
            options.Channel == Channel.Email || !Enum.IsDefined(options.Channel) ? "GatewayOptions.Channel must be a channel of chat messages." : null,
            options.KeyLifetime < TimeSpan.FromMinutes(1) || options.KeyLifetime > TimeSpan.FromDays(30) ? "GatewayOptions.KeyLifetime must be 1 minute to 30 days." : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Messaging gateway '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
