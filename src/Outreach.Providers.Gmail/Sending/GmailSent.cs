using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>The body of an answer of success: a message, as far as it is filled.</summary>
internal sealed record GmailSent(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("threadId")] string? ThreadId);
