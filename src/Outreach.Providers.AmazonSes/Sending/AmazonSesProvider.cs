using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>
/// Hands mail to Amazon SES by <c>SendEmail</c> with raw content: the prepared message as it is, to one recipient, in one request that is never
/// repeated. SES writes a Message-ID of its own; it is the reply's <see cref="ProviderReply.ProviderMessageId"/>, with angle brackets. Registered by
/// <c>AddAmazonSes</c>. Safe for concurrent use.
/// </summary>
public sealed class AmazonSesProvider : IMessageProvider
{
    /// <summary>The limit of SES is 40 MB in base64 (developer guide: "Service quotas", message quotas).</summary>
    private const int MostBytes = 30_000_000;

    private readonly AmazonSesApi _api;

    internal AmazonSesProvider(AmazonSesApi api) => _api = api;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingEmail email
            ? SendEmailAsync(email, attempt, cancellationToken)
            : throw new ArgumentException("Amazon SES sends email only.", nameof(message));
    }

    private async Task<HandOverResult> SendEmailAsync(OutgoingEmail email, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (HandOverRefusals.TooLarge(email, MostBytes, "Amazon SES") is { } refusal)
        {
            return refusal;
        }

        using var body = new PooledBuffer((email.Content.Length / 3 * 4) + 2_048);
        Write(body, email, _api.Options);
        return await _api.SendAsync(email, body.WrittenMemory, attempt, answer => AmazonSesAnswer.Read(answer, _api.Options.Region), cancellationToken)
            .ConfigureAwait(false);
    }

    private static void Write(PooledBuffer output, OutgoingEmail email, AmazonSesOptions options)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartObject("Destination"u8);
        json.WriteStartArray("ToAddresses"u8);
        json.WriteStringValue(email.EnvelopeRecipient);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("Content"u8);
        json.WriteStartObject("Raw"u8);
        json.WriteBase64String("Data"u8, email.Content.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        if (options.ConfigurationSet is { } set)
        {
            json.WriteString("ConfigurationSetName"u8, set);
        }

        json.WriteStartArray("EmailTags"u8);
        WriteTag(json, AttemptText.Name, AttemptText.Format(email.Attempt));
        foreach (var (name, value) in options.Tags)
        {
            WriteTag(json, name, value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTag(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("Name"u8, name);
        json.WriteString("Value"u8, value);
        json.WriteEndObject();
    }
}
