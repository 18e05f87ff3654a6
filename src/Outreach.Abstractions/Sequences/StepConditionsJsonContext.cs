using System.Text.Json.Serialization;

namespace Outreach;

[JsonSourceGenerationOptions(MaxDepth = 8, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StepConditions))]
internal sealed partial class StepConditionsJsonContext : JsonSerializerContext;
