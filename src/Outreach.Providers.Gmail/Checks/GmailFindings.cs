using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>Answers of the questions that a check asks.</summary>
internal static class GmailFindings
{
    /// <summary>Answer of <c>users.getProfile</c>.</summary>
    internal sealed record Profile([property: JsonPropertyName("emailAddress")] string? Address);

    /// <summary>Answer of <c>users.settings.sendAs.list</c>.</summary>
    internal sealed record SendAs([property: JsonPropertyName("sendAs")] IReadOnlyList<Alias>? Aliases);

    internal sealed record Alias(
        [property: JsonPropertyName("sendAsEmail")] string? Address,
        [property: JsonPropertyName("isPrimary")] bool IsPrimary,
        [property: JsonPropertyName("verificationStatus")] string? Status)
    {
        public bool IsUsable => IsPrimary || Status is null or "accepted";
    }
}
