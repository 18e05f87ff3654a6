using System.Text.Json.Serialization;

namespace Outreach.Providers.AmazonSes;

/// <summary>Answers of the questions that a check asks.</summary>
internal static class AmazonSesFindings
{
    /// <summary>Answer of <c>GetAccount</c>.</summary>
    internal sealed record Account(
        [property: JsonPropertyName("SendingEnabled")] bool IsSendingEnabled,
        [property: JsonPropertyName("ProductionAccessEnabled")] bool HasProductionAccess,
        [property: JsonPropertyName("EnforcementStatus")] string? Enforcement,
        [property: JsonPropertyName("SendQuota")] Quota? Quota);

    internal sealed record Quota(
        [property: JsonPropertyName("Max24HourSend")] double Most,
        [property: JsonPropertyName("SentLast24Hours")] double Sent);

    /// <summary>Answer of <c>GetEmailIdentity</c>.</summary>
    internal sealed record Identity(
        [property: JsonPropertyName("VerifiedForSendingStatus")] bool IsVerified,
        [property: JsonPropertyName("DkimAttributes")] Dkim? Dkim);

    internal sealed record Dkim([property: JsonPropertyName("Status")] string? Status);

    /// <summary>Answer of <c>GetConfigurationSetEventDestinations</c>.</summary>
    internal sealed record Destinations([property: JsonPropertyName("EventDestinations")] IReadOnlyList<Destination>? All);

    internal sealed record Destination(
        [property: JsonPropertyName("Enabled")] bool IsEnabled,
        [property: JsonPropertyName("MatchingEventTypes")] IReadOnlyList<string>? Types,
        [property: JsonPropertyName("SnsDestination")] Topic? Sns);

    internal sealed record Topic([property: JsonPropertyName("TopicArn")] string? Arn);
}
