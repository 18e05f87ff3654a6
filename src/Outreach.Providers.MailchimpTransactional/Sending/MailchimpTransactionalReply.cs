using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>What became of one recipient.</summary>
internal sealed record MailchimpTransactionalReply(
    [property: JsonPropertyName("_id")] string? Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("reject_reason")] string? RejectReason);
