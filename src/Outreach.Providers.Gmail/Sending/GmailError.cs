using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>The body of a refusal (Gmail API, "Resolve errors").</summary>
internal sealed record GmailError([property: JsonPropertyName("error")] GmailError.Detail? Error)
{
    public string Reason => Error?.Errors is [{ Reason: { } reason }, ..] ? reason : Error?.Status ?? "";

    public string Message => Error?.Message ?? "";

    internal sealed record Detail(
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("errors")] IReadOnlyList<Cause>? Errors);

    internal sealed record Cause([property: JsonPropertyName("reason")] string? Reason);
}
