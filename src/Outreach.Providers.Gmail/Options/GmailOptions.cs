using Google.Apis.Auth.OAuth2;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>
/// A mailbox at Gmail or Google Workspace. Validated when the host starts. Set one of <see cref="RefreshToken"/> (a user agreed), <see cref="ServiceAccountJson"/>
/// (the domain's administrator agreed) and <see cref="Credential"/> (the host brings its own).
/// </summary>
public sealed class GmailOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the id of the OAuth client that the user agreed to.</summary>
    /// <value>Required with <see cref="RefreshToken"/>.</value>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the secret of the OAuth client. Never logged.</summary>
    /// <value>Required with <see cref="RefreshToken"/>.</value>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Gets or sets the refresh token that Google gave when the user agreed, with the scope <c>gmail.send</c>, and <c>gmail.readonly</c> for
    /// <see cref="ReadMailbox"/>. Never logged.
    /// </summary>
    public string? RefreshToken { get; set; }

    /// <summary>Gets or sets the key of a service account with domain-wide delegation: the content of its JSON file. Never logged.</summary>
    public string? ServiceAccountJson { get; set; }

    /// <summary>Gets or sets the address of the mailbox that the service account acts for.</summary>
    /// <value>Required with <see cref="ServiceAccountJson"/>.</value>
    public string? User { get; set; }

    /// <summary>Gets or sets a credential of the host's own that gives access tokens of the mailbox's user.</summary>
    public ITokenAccess? Credential { get; set; }

    /// <summary>
    /// Gets or sets whether the mailbox may be read: for the Message-ID that Gmail gave a message, to look sends in doubt up, and to check the sender. Needs
    /// the scope <c>gmail.readonly</c>, which Google calls restricted.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ReadMailbox { get; set; }

    /// <summary>Gets or sets where access tokens are got, when it isn't Google: the address of a test server.</summary>
    /// <value>Default: <see langword="null"/>, Google's, or what the key of the service account says.</value>
    public Uri? TokenAddress { get; set; }

    internal Uri Address => BaseAddress ?? new Uri("https://gmail.googleapis.com");
}
