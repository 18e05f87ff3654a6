using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>
/// Sends mail from a Gmail mailbox by <c>users.messages.send</c>, as a multipart upload: the prepared message octet by octet, to one recipient, in one request
/// that is never repeated. Follow-ups stay in the mailbox's conversation. Registered by <c>AddGmail</c>. Safe for concurrent use.
/// </summary>
public sealed class GmailProvider : IMessageProvider
{
    /// <summary>The limit of an upload (Gmail API, discovery document, <c>users.messages.send</c>).</summary>
    private const int MostBytes = 36_700_160;

    private readonly GmailApi _api;
    private readonly GmailMailbox? _mailbox;

    internal GmailProvider(GmailApi api)
    {
        _api = api;
        _mailbox = api.Options.ReadMailbox ? new GmailMailbox(api) : null;
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingEmail email
            ? SendEmailAsync(email, attempt, cancellationToken)
            : throw new ArgumentException("Gmail sends email only.", nameof(message));
    }

    private async Task<HandOverResult> SendEmailAsync(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HandOverRefusals.TooLarge(email, MostBytes, "Gmail") is { } refusal)
        {
            return refusal;
        }

        try
        {
            using var head = new PooledBuffer();
            var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
            var thread = ThreadOf(email);
            var content = WriteHead(head, boundary, thread, email);
            var body = new HandOverBody
            {
                Head = head.WrittenMemory,
                Content = content,
                Tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
                MediaType = MediaTypeHeaderValue.Parse("multipart/related; boundary=" + boundary),
            };
            var result = await _api.SendAsync(email, body, attempt, answer => GmailAnswer.Read(answer, thread is not null), cancellationToken).ConfigureAwait(false);
            return result.IsAccepted && _mailbox is not null ? await TellMessageIdAsync(result).ConfigureAwait(false) : result;
        }
        catch (GmailTokenException exception)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = exception.Kind, Reply = new ProviderReply { Text = exception.Message } };
        }
    }

    /// <summary>Writes what comes before the message's octets (RFC 2387).</summary>
    /// <returns>What is left of the message.</returns>
    private static ReadOnlyMemory<byte> WriteHead(PooledBuffer output, string boundary, string? thread, OutgoingEmail email)
    {
        Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n", output);
        using (var json = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(json, new GmailThread(thread), GmailJson.Default.GmailThread);
        }

        Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n", output);
        return GmailEnvelope.Write(output, email);
    }

    /// <summary>Finds the conversation in the answer to the message before. A first attempt that was refused may have been so for a conversation that is gone.</summary>
    private static string? ThreadOf(OutgoingEmail email)
    {
        if (email.PreviousReply is not { Text: { Length: > 0 } text } || email.Attempt.Number > 1)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, GmailJson.Default.GmailThread)?.ThreadId;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HandOverResult> TellMessageIdAsync(HandOverResult result) =>
        await _mailbox!.FindMessageIdAsync(result.Reply!.ProviderMessageId!).ConfigureAwait(false) is { } messageId
            ? result with { Reply = result.Reply with { ProviderMessageId = messageId } }
            : result;
}
