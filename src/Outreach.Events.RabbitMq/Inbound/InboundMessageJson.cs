using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Events.RabbitMq;

/// <summary>Reads messages of other systems: a JSON object with the members of <see cref="InboundMessage"/> in camel case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = 4,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    Converters = [typeof(ChannelName)])]
[JsonSerializable(typeof(InboundMessage))]
internal sealed partial class InboundMessageJson : JsonSerializerContext
{
    /// <summary>Reads a message.</summary>
    /// <returns>The message, or why it is none.</returns>
    public static (InboundMessage? Message, string? Error) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var message = JsonSerializer.Deserialize(json, Default.InboundMessage);
            return message is null ? (null, "The message is null.") : (message, null);
        }
        catch (JsonException invalid)
        {
            return (null, invalid.Message);
        }
    }

    internal sealed class ChannelName() : JsonStringEnumConverter<Channel>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
