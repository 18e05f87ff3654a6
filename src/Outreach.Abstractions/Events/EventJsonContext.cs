using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StatusName), typeof(FailureName), typeof(RoleName), typeof(ScopeName)])]
[JsonSerializable(typeof(CampaignEventData))]
[JsonSerializable(typeof(MessageEventData))]
[JsonSerializable(typeof(LeadEventData))]
[JsonSerializable(typeof(SendingPauseEventData))]
internal sealed partial class EventJsonContext : JsonSerializerContext
{
    internal sealed class StatusName() : JsonStringEnumConverter<CampaignStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class RoleName() : JsonStringEnumConverter<RecipientRole>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class FailureName() : JsonStringEnumConverter<FailureKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    internal sealed class ScopeName() : JsonStringEnumConverter<ReputationScope>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
}
