namespace Outreach.Providers.Smtp;

/// <summary>Asks an <see cref="ISmtpTokenProvider"/> for an access token.</summary>
public sealed record SmtpTokenRequest
{
    /// <summary>Gets the relay.</summary>
    public required string Host { get; init; }

    /// <summary>Gets the user name.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets whether the relay has just refused the last token: a cached one must be renewed.</summary>
    public bool IsRefused { get; init; }
}
