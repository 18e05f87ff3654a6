using System.Text.Json.Serialization;

namespace Outreach;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(SuppressionEntry))]
[JsonSerializable(typeof(Participant))]
[JsonSerializable(typeof(SendRecord))]
[JsonSerializable(typeof(DeliveryEvent))]
[JsonSerializable(typeof(RecipientList))]
[JsonSerializable(typeof(PipelinePlace))]
[JsonSerializable(typeof(StoredMessage))]
internal sealed partial class PersonalDataJsonContext : JsonSerializerContext;
