using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

[JsonSerializable(typeof(GmailSent))]
[JsonSerializable(typeof(GmailThread))]
[JsonSerializable(typeof(GmailError))]
[JsonSerializable(typeof(GmailMessageList))]
[JsonSerializable(typeof(GmailMetadata))]
[JsonSerializable(typeof(GmailFindings.Profile))]
[JsonSerializable(typeof(GmailFindings.SendAs))]
internal sealed partial class GmailJson : JsonSerializerContext;
