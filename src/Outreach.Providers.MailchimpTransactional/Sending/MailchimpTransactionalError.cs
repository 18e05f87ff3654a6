using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>The body of a refusal, whatever its status.</summary>
internal sealed record MailchimpTransactionalError(
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("name")] string? Name);
