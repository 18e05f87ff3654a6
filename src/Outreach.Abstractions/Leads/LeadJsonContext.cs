using System.Text.Json.Serialization;

namespace Outreach;

[JsonSerializable(typeof(LeadCreationSettings))]
internal sealed partial class LeadJsonContext : JsonSerializerContext;
