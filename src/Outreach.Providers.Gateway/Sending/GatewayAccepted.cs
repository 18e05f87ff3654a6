using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Providers.Gateway;

/// <summary>The body of an answer of success; ids are texts or numbers.</summary>
internal sealed record GatewayAccepted(
    [property: JsonPropertyName("messageId")] JsonElement MessageId,
    [property: JsonPropertyName("id")] JsonElement Id)
{
    public string? FindId() => Text(MessageId) ?? Text(Id);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
