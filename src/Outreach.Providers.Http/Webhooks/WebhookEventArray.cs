using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Providers.Http;

/// <summary>Reads arrays of events. One that can't be read does not keep back the others.</summary>
public static class WebhookEventArray
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 32 };

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The provider's form of an event.</typeparam>
    /// <param name="json">The array.</param>
    /// <param name="type">How to read an event.</param>
    /// <param name="map">Gives the event in the common shape, or <see langword="null"/> for one that tells of nothing that counts.</param>
    /// <returns>The events, or an answer of <see cref="WebhookVerdict.Malformed"/>.</returns>
    public static WebhookReading Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, Func<T, ProviderEvent?> map)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(map);
        try
        {
            using var document = JsonDocument.Parse(json, Bounded);
            return document.RootElement.ValueKind != JsonValueKind.Array ? WebhookReadings.Malformed("The body is no JSON array.")
                : document.RootElement.GetArrayLength() > WebhookReadings.MostEvents ? WebhookReadings.Malformed("The request has more than 10,000 events.")
                : WebhookReadings.Accepted([.. document.RootElement.EnumerateArray().Select(element => ReadOne(element, type, map)).OfType<ProviderEvent>()]);
        }
        catch (JsonException exception)
        {
            return WebhookReadings.Malformed("The body is no JSON: " + exception.Message);
        }
    }

    private static ProviderEvent? ReadOne<T>(JsonElement element, JsonTypeInfo<T> type, Func<T, ProviderEvent?> map)
        where T : class
    {
        try
        {
            return element.Deserialize(type) is { } value ? map(value) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
