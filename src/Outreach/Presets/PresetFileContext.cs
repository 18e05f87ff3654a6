using System.Text.Json.Serialization;

namespace Outreach;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PresetFile))]
internal sealed partial class PresetFileContext : JsonSerializerContext;
