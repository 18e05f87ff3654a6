namespace Outreach.Providers.Smtp;

/// <summary>
/// One line of an SMTP session, for <see cref="SmtpOptions.OnProtocolLine"/>. Credentials are replaced by asterisks and messages are not
/// included; envelope addresses are.
/// </summary>
public readonly struct SmtpProtocolLine
{
    /// <summary>Gets the number of the connection within the provider, from 1; 0 in a default value.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets whether the client sent the line; otherwise the server did.</summary>
    public bool FromClient { get; init; }

    /// <summary>Gets the line without its end; <see langword="null"/> in a default value.</summary>
    public string Text { get; init; }
}
