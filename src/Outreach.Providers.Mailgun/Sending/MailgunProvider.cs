using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>
/// Hands mail to Mailgun by <c>POST /v3/{domain}/messages.mime</c>: the prepared message as it is, to one recipient, in one request that is never
/// repeated. Registered by <c>AddMailgun</c>. Safe for concurrent use.
/// </summary>
public sealed class MailgunProvider : IMessageProvider
{
    /// <summary>The limit of a message with its attachments (docs: "Messages").</summary>
    private const int MostBytes = 25_000_000;

    private readonly MailgunApi _api;

    internal MailgunProvider(MailgunApi api) => _api = api;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingEmail email
            ? SendEmailAsync(email, attempt, cancellationToken)
            : throw new ArgumentException("Mailgun sends email only.", nameof(message));
    }

    private async Task<HandOverResult> SendEmailAsync(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HandOverRefusals.TooLarge(email, MostBytes, "Mailgun") is { } refusal)
        {
            return refusal;
        }

        using var buffer = new PooledBuffer();
        var form = MailgunForm.Write(buffer, email, _api.Options);
        var body = new HandOverBody { Head = buffer.WrittenMemory, Content = email.Content, Tail = form.End, MediaType = form.MediaType };
        return await _api.SendAsync(email, body, attempt, MailgunAnswer.Read, cancellationToken).ConfigureAwait(false);
    }
}
