using System.Text.Json.Serialization;

namespace Outreach.Providers.Mailgun;

/// <summary>The body of an answer: of success both, of refusals the message.</summary>
internal sealed record MailgunAccepted(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("message")] string? Message);
