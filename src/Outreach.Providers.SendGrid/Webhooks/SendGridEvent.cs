using System.Text.Json.Serialization;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>An event as SendGrid posts it (docs: "Event Webhook Reference").</summary>
internal sealed record SendGridEvent
{
    [JsonPropertyName("event")]
    public string? Name { get; init; }

    [JsonPropertyName("email")]
    public string? Email { get; init; }

    [JsonPropertyName("timestamp")]
    public long Timestamp { get; init; }

    [JsonPropertyName("sg_message_id")]
    public string? MessageId { get; init; }

    /// <summary>Gets the mail server's answer to a message that was delivered or deferred.</summary>
    [JsonPropertyName("response")]
    public string? Response { get; init; }

    /// <summary>Gets why a message bounced or was dropped.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Gets the enhanced status code of a bounce.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Gets whether a message <c>bounce</c>d or was <c>blocked</c> for now.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets whether Apple's Mail Privacy Protection opened the message.</summary>
    [JsonPropertyName("sg_machine_open")]
    public bool IsMachineOpen { get; init; }

    [JsonPropertyName(AttemptText.Name)]
    public string? Attempt { get; init; }
}
