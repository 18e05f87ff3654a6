using System.Text.Json.Serialization;

namespace Outreach.Providers.AmazonSes;

/// <summary>The body of an answer: the id of a message that was taken, or what a refusal says.</summary>
internal sealed record AmazonSesReply(
    [property: JsonPropertyName("MessageId")] string? MessageId,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("__type")] string? Type);
