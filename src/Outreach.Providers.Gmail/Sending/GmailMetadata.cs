using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>Answer of <c>users.messages.get</c> with the format <c>metadata</c>.</summary>
internal sealed record GmailMetadata([property: JsonPropertyName("payload")] GmailMetadata.Part? Payload)
{
    public string? Find(string name) => Payload?.Headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    internal sealed record Part([property: JsonPropertyName("headers")] IReadOnlyList<Header>? Headers);

    internal sealed record Header(
        [property: JsonPropertyName("name")] string? Name,
        [property: JsonPropertyName("value")] string? Value);
}
