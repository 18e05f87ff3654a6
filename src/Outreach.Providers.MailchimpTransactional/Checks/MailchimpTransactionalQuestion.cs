using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>The body of a question: the key, and what a search looks for.</summary>
internal sealed record MailchimpTransactionalQuestion([property: JsonPropertyName("key")] string Key)
{
    [JsonPropertyName("query")]
    public string? Query { get; init; }

    [JsonPropertyName("date_from")]
    public string? From { get; init; }

    [JsonPropertyName("limit")]
    public int? Limit { get; init; }
}
