using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>
/// Hands mail to Mailchimp Transactional by <c>messages/send-raw</c>: the prepared message with a few header fields of Mailchimp's own in front, which it
/// takes out again; to one recipient, in one request that is never repeated. Registered by <c>AddMailchimpTransactional</c>. Safe for concurrent use.
/// </summary>
public sealed class MailchimpTransactionalProvider : IMessageProvider
{
    /// <summary>The limit of a message with its encoded attachments (Mailchimp: "Send your first email", limits).</summary>
    private const int MostBytes = 25_000_000;

    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly MailchimpTransactionalApi _api;

    internal MailchimpTransactionalProvider(MailchimpTransactionalApi api) => _api = api;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingEmail email
            ? SendEmailAsync(email, attempt, cancellationToken)
            : throw new ArgumentException("Mailchimp Transactional sends email only.", nameof(message));
    }

    private async Task<HandOverResult> SendEmailAsync(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HandOverRefusals.TooLarge(email, MostBytes, "Mailchimp Transactional") is { } refusal)
        {
            return refusal;
        }

        if (!Utf8.IsValid(email.Content.Span))
        {
            return HandOverRefusals.Content("Mailchimp Transactional takes messages in ASCII or UTF-8 only: encode other octets as base64.");
        }

        using var body = new PooledBuffer(email.Content.Length + (email.Content.Length / 8) + 1_024);
        Write(body, email, _api.Options);
        return await _api.SendAsync(email, body.WrittenMemory, attempt, MailchimpTransactionalAnswer.Read, cancellationToken).ConfigureAwait(false);
    }

    private static void Write(PooledBuffer output, OutgoingEmail email, MailchimpTransactionalOptions options)
    {
        using var json = new Utf8JsonWriter(output, WriterOptions);
        json.WriteStartObject();
        json.WriteString("key"u8, options.ApiKey);
        json.WritePropertyName("raw_message"u8);
        json.WriteStringValueSegment(Encoding.ASCII.GetBytes(Header(email, options)), isFinalSegment: false);
        json.WriteStringValueSegment(email.Content.Span, isFinalSegment: true);
        json.WriteStartArray("to"u8);
        json.WriteStringValue(email.EnvelopeRecipient);
        json.WriteEndArray();

        // Otherwise Mailchimp may answer before it has looked at the message.
        json.WriteBoolean("async"u8, false);
        if (options.IpPool is { } pool)
        {
            json.WriteString("ip_pool"u8, pool);
        }

        if (options.ReturnPathDomain is { } domain)
        {
            json.WriteString("return_path_domain"u8, domain);
        }

        json.WriteEndObject();
    }

    /// <summary>Fields in front of the message leave its DKIM signature as it is.</summary>
    private static string Header(OutgoingEmail email, MailchimpTransactionalOptions options)
    {
        var header = new StringBuilder("X-MC-Metadata: {\"").Append(AttemptText.Name).Append("\":\"").Append(AttemptText.Format(email.Attempt)).Append("\"}\r\n");

        // Outreach writes its own links and pixel; a second set would break them and spoil the counts.
        header.Append("X-MC-Track: none\r\n");
        if (options.Tags.Count > 0)
        {
            header.Append("X-MC-Tags: ").AppendJoin(',', options.Tags).Append("\r\n");
        }

        return options.Subaccount is { } subaccount ? header.Append("X-MC-Subaccount: ").Append(subaccount).Append("\r\n").ToString() : header.ToString();
    }
}
