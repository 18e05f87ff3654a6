using System.Text.Json.Serialization;

namespace Outreach.Providers.SendGrid;

/// <summary>The body of a refusal.</summary>
internal sealed record SendGridErrors([property: JsonPropertyName("errors")] IReadOnlyList<SendGridErrors.Error>? Errors)
{
    internal sealed record Error(
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("field")] string? Field);
}
