using System.Text.Json.Serialization;

namespace Outreach.Providers.AmazonSes;

[JsonSerializable(typeof(AmazonSesReply))]
[JsonSerializable(typeof(SnsMessage))]
[JsonSerializable(typeof(SesEvent))]
[JsonSerializable(typeof(AmazonSesFindings.Account))]
[JsonSerializable(typeof(AmazonSesFindings.Identity))]
[JsonSerializable(typeof(AmazonSesFindings.Destinations))]
internal sealed partial class AmazonSesJson : JsonSerializerContext;
