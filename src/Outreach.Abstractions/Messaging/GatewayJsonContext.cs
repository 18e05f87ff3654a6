using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>Serializes requests to a messaging gateway.</summary>
[JsonSerializable(typeof(GatewayRequest))]
internal sealed partial class GatewayJsonContext : JsonSerializerContext;
