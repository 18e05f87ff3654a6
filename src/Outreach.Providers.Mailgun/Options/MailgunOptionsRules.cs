using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>What a range cannot say.</summary>
internal sealed class MailgunOptionsRules : IValidateOptions<MailgunOptions>
{
    public ValidateOptionsResult Validate(string? name, MailgunOptions options)
    {
        string?[] errors =
        [
            HttpProviderRules.Secret(options.ApiKey, "MailgunOptions.ApiKey", "create a sending key under Send, Domains, or an account key under API Security."),
            HttpProviderRules.Address(options, nameof(MailgunOptions)),
            Uri.CheckHostName(options.Domain) == UriHostNameType.Dns ? null : "MailgunOptions.Domain is no domain name: give the name alone, in its ASCII form.",
            options.Tags.Count > 10 || options.Tags.Any(static tag => tag is not { Length: > 0 and <= 128 } || tag.Any(static one => one is < ' ' or > '~'))
                ? "MailgunOptions.Tags: there may be at most 10, each with 1 to 128 printable ASCII characters."
                : null,
            options.Variables.Keys.Any(static key => key.Length == 0 || key == AttemptText.Name || key.Any(static one => one is <= ' ' or > '~' or '"'))
                ? $"MailgunOptions.Variables: names must be printable ASCII without spaces and quotes, and {AttemptText.Name} is taken."
                : null,
            options.WebhookWindow < TimeSpan.FromMinutes(1) || options.WebhookWindow > TimeSpan.FromHours(24)
                ? "MailgunOptions.WebhookWindow must be 1 minute to 24 hours."
                : null,
            options.WebhookSigningKey is { } key
                ? HttpProviderRules.Secret(key, "MailgunOptions.WebhookSigningKey", "copy the HTTP webhook signing key from Settings, API Security.")
                : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Mailgun provider '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
