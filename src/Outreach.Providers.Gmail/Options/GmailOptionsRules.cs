using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Options;
using Outreach.Mime;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>What a range cannot say.</summary>
internal sealed class GmailOptionsRules : IValidateOptions<GmailOptions>
{
    public ValidateOptionsResult Validate(string? name, GmailOptions options)
    {
        var ways = (options.RefreshToken is null ? 0 : 1) + (options.ServiceAccountJson is null ? 0 : 1) + (options.Credential is null ? 0 : 1);
        string?[] errors =
        [
            ways == 1 ? null : "GmailOptions needs one of RefreshToken (a user agreed), ServiceAccountJson (domain-wide delegation) and Credential.",
            options.RefreshToken is not { } token ? null
                : HttpProviderRules.Secret(token, "GmailOptions.RefreshToken", "let the user agree again.")
                ?? HttpProviderRules.Secret(options.ClientId, "GmailOptions.ClientId", "see Google Cloud, APIs and services, Credentials.")
                ?? HttpProviderRules.Secret(options.ClientSecret, "GmailOptions.ClientSecret", "see Google Cloud, APIs and services, Credentials."),
            options.ServiceAccountJson is not { } json ? null
                : !IsServiceAccount(json) ? "GmailOptions.ServiceAccountJson is no key of a service account: create one in Google Cloud, IAM, Service accounts, as JSON."
                : !EmailAddress.TryParse(options.User, out _) ? "GmailOptions.User is missing: set it to the address of the mailbox that sends."
                : null,
            HttpProviderRules.Address(options, nameof(GmailOptions)),
            options.TokenAddress is not { } address || (address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback))
                ? null
                : "GmailOptions.TokenAddress must be an https address (http only on the same machine): credentials go there.",
        ];
        string[] failures = [.. errors.OfType<string>().Select(error => $"Gmail provider '{name}': {error}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsServiceAccount(string json)
    {
        try
        {
            return CredentialFactory.FromJson<ServiceAccountCredential>(json) is not null;
        }
        catch (Exception)
        {
            // Whatever the library makes of it, its messages may quote the key.
            return false;
        }
    }
}
