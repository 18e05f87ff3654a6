namespace Outreach.Providers.Smtp;

/// <summary>
/// Ends a session: nothing more can be said on its connection. It never leaves the package; <see cref="SmtpProvider"/> makes a result of it.
/// </summary>
internal sealed class SmtpSessionException : Exception
{
    public SmtpSessionException(FailureKind kind, string message, ProviderReply? reply = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Reply = reply;
    }

    public FailureKind Kind { get; }

    /// <summary>Gets whether TLS could not be agreed on.</summary>
    public bool IsTlsFailure { get; init; }

    /// <summary>Gets what the server said, if that is the reason.</summary>
    public ProviderReply? Reply { get; }

    /// <summary>The message was not handed over. The text says what to do; what the server said stands behind it.</summary>
    public HandOverResult ToResult()
    {
        var text = Reply is null ? Message : $"{Message} The server said: {Reply.Text}";
        return new HandOverResult
        {
            Phase = HandOverPhase.NotHandedOver,
            Failure = Kind,
            Reply = new ProviderReply
            {
                Code = Reply?.Code,
                EnhancedCode = Reply?.EnhancedCode,
                Text = text.Length > SmtpReply.MaxText ? text[..SmtpReply.MaxText] : text,
            },
        };
    }
}
