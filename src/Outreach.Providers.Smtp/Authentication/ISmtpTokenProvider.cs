namespace Outreach.Providers.Smtp;

/// <summary>Gives OAuth 2.0 access tokens for AUTH XOAUTH2. Safe for concurrent use; caches tokens as long as they are valid.</summary>
public interface ISmtpTokenProvider
{
    /// <summary>Gets an access token.</summary>
    /// <param name="request">For whom, and whether the last token was refused.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token, as it stands behind <c>Bearer</c>.</returns>
    ValueTask<string> GetTokenAsync(SmtpTokenRequest request, CancellationToken cancellationToken = default);
}
