using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>What is said of a message beside its octets.</summary>
internal sealed record GmailThread(
    [property: JsonPropertyName("threadId")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? ThreadId);
