using Microsoft.Extensions.Options;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>What a range cannot say.</summary>
internal sealed class MailchimpTransactionalOptionsRules : IValidateOptions<MailchimpTransactionalOptions>
{
    public ValidateOptionsResult Validate(string? name, MailchimpTransactionalOptions options)
    {
        string?[] errors =
        [
            HttpProviderRules.Secret(options.ApiKey, "MailchimpTransactionalOptions.ApiKey", "create one under Settings, SMTP & API Info."),
            HttpProviderRules.Address(options, nameof(MailchimpTransactionalOptions)),
            options.Tags.Count > 10 || options.Tags.Any(static tag => !IsTag(tag))
                ? "MailchimpTransactionalOptions.Tags: at most 10, each 1 to 50 printable ASCII characters without commas, not beginning with an underscore."
                : null,
            options.WebhookKey is null != (options.WebhookUrl is null)
                ? "MailchimpTransactionalOptions.WebhookKey and WebhookUrl belong together: set both, the address exactly as it is configured at Mailchimp."
                : null,
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Mailchimp Transactional provider '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsTag(string? tag) =>
        tag is { Length: > 0 and <= 50 } && tag[0] != '_' && tag.All(static one => one is >= ' ' and <= '~' and not ',');
}
