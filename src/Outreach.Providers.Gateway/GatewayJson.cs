using System.Text.Json.Serialization;

namespace Outreach.Providers.Gateway;

[JsonSerializable(typeof(GatewayAccepted))]
internal sealed partial class GatewayJson : JsonSerializerContext;
