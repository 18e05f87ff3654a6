using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Hands mail to SendGrid by <c>POST /v3/mail/send</c>: one message, one recipient, one request, never repeated. Registered by <c>AddSendGrid</c>.
/// Safe for concurrent use.
/// </summary>
public sealed class SendGridProvider : IMessageProvider
{
    /// <summary>SendGrid's limit of a message with its attachments (docs: "Mail Send", limitations).</summary>
    private const int MostBytes = 30_000_000;

    private readonly SendGridApi _api;

    internal SendGridProvider(SendGridApi api) => _api = api;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingEmail email
            ? SendEmailAsync(email, attempt, cancellationToken)
            : throw new ArgumentException("SendGrid sends email only.", nameof(message));
    }

    private async Task<HandOverResult> SendEmailAsync(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HandOverRefusals.TooLarge(email, MostBytes, "SendGrid") is { } refusal)
        {
            return refusal;
        }

        using var body = new PooledBuffer(email.Content.Length + 4_096);
        return SendGridRequest.Write(body, email, _api.Options) is { } problem
            ? HandOverRefusals.Content(problem)
            : await _api.SendAsync(email, body.WrittenMemory, attempt, SendGridAnswer.Read, cancellationToken).ConfigureAwait(false);
    }
}
