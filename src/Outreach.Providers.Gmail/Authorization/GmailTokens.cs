using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;

namespace Outreach.Providers.Gmail;

/// <summary>Gives access tokens, which Google's library keeps until they run out. Safe for concurrent use.</summary>
internal sealed class GmailTokens
{
    private readonly ITokenAccess _credential;

    /// <param name="options">Which mailbox, and who agreed.</param>
    /// <param name="handler">Makes the handlers of requests for tokens.</param>
    public GmailTokens(GmailOptions options, Func<HttpMessageHandler> handler)
    {
        var clients = new HttpClientFromMessageHandlerFactory(_ => new HttpClientFromMessageHandlerFactory.ConfiguredHttpMessageHandler(handler(), false, false));
        _credential = options.Credential
            ?? (options.RefreshToken is null ? OfServiceAccount(options, clients) : OfUser(options, clients));
    }

    /// <summary>Gets an access token.</summary>
    /// <exception cref="GmailTokenException">There is none.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _credential.GetAccessTokenForRequestAsync(authUri: null, cancellationToken).ConfigureAwait(false)
                ?? throw new GmailTokenException(FailureKind.Authentication, "Google gave no access token.");
        }
        catch (TokenResponseException exception)
        {
            var kind = (int?)exception.StatusCode is >= 500 or 429 ? FailureKind.Transient : FailureKind.Authentication;
            throw new GmailTokenException(kind, $"Google gave no access token: {exception.Error?.Error} {exception.Error?.ErrorDescription}".TrimEnd(), exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new GmailTokenException(FailureKind.Transient, "Google can't be asked for an access token: " + exception.Message, exception);
        }
    }

    private static string[] Scopes(GmailOptions options) => options.ReadMailbox
        ? ["https://www.googleapis.com/auth/gmail.send", "https://www.googleapis.com/auth/gmail.readonly"]
        : ["https://www.googleapis.com/auth/gmail.send"];

    private static UserCredential OfUser(GmailOptions options, HttpClientFromMessageHandlerFactory clients)
    {
        var flow = new AuthorizationCodeFlow(
            new AuthorizationCodeFlow.Initializer(GoogleAuthConsts.AuthorizationUrl, options.TokenAddress?.ToString() ?? GoogleAuthConsts.TokenUrl)
            {
                ClientSecrets = new ClientSecrets { ClientId = options.ClientId, ClientSecret = options.ClientSecret },
                HttpClientFactory = clients,
            });
        return new UserCredential(flow, "me", new TokenResponse { RefreshToken = options.RefreshToken });
    }

    private static ServiceAccountCredential OfServiceAccount(GmailOptions options, HttpClientFromMessageHandlerFactory clients)
    {
        var key = CredentialFactory.FromJson<ServiceAccountCredential>(options.ServiceAccountJson!);
        return new ServiceAccountCredential(
            new ServiceAccountCredential.Initializer(key.Id, options.TokenAddress?.ToString() ?? key.TokenServerUrl)
            {
                Key = key.Key,
                KeyId = key.KeyId,
                User = options.User,
                Scopes = Scopes(options),
                HttpClientFactory = clients,
            });
    }
}
