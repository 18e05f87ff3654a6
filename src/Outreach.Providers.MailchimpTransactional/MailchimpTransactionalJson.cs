using System.Text.Json.Serialization;

namespace Outreach.Providers.MailchimpTransactional;

[JsonSerializable(typeof(MailchimpTransactionalReply[]))]
[JsonSerializable(typeof(MailchimpTransactionalError))]
[JsonSerializable(typeof(MailchimpTransactionalEvent))]
[JsonSerializable(typeof(MailchimpTransactionalMetadata))]
[JsonSerializable(typeof(MailchimpTransactionalQuestion))]
[JsonSerializable(typeof(MailchimpTransactionalFindings.Account))]
[JsonSerializable(typeof(MailchimpTransactionalFindings.Domain[]))]
[JsonSerializable(typeof(MailchimpTransactionalFindings.Webhook[]))]
[JsonSerializable(typeof(MailchimpTransactionalFindings.Message[]))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MailchimpTransactionalJson : JsonSerializerContext;
