using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>What a range cannot say.</summary>
internal sealed class SendGridOptionsRules : IValidateOptions<SendGridOptions>
{
    public ValidateOptionsResult Validate(string? name, SendGridOptions options)
    {
        string?[] errors =
        [
            HttpProviderRules.Secret(options.ApiKey, "SendGridOptions.ApiKey", "create one with the scope mail.send under Settings, API Keys."),
            HttpProviderRules.Address(options, nameof(SendGridOptions)),
            options.Categories.Count > 10 || options.Categories.Any(category => string.IsNullOrEmpty(category) || category.Length > 255)
                ? "SendGridOptions.Categories: there may be at most 10, each with 1 to 255 characters."
                : null,
            options.WebhookVerificationKey is { } key && !SendGridSignature.IsKey(key)
                ? "SendGridOptions.WebhookVerificationKey is no ECDSA P-256 public key in base64: copy the verification key from Settings, Mail Settings, Event Webhooks."
                : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"SendGrid provider '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
