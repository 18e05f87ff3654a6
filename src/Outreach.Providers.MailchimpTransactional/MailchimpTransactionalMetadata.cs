using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>The metadata of a message.</summary>
internal sealed record MailchimpTransactionalMetadata([property: JsonPropertyName(AttemptText.Name)] string? Attempt)
{
    /// <summary>Reads metadata: an object, or an empty array where a message has none.</summary>
    public static AttemptId? AttemptOf(JsonElement metadata)
    {
        try
        {
            return metadata.ValueKind == JsonValueKind.Object
                ? AttemptText.Parse(metadata.Deserialize(MailchimpTransactionalJson.Default.MailchimpTransactionalMetadata)?.Attempt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
