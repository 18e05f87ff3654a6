using System.Text.Json.Serialization;

namespace Outreach.Providers.Mailgun;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MailgunAccepted))]
[JsonSerializable(typeof(MailgunWebhookBody))]
[JsonSerializable(typeof(MailgunFindings.DomainState))]
[JsonSerializable(typeof(MailgunFindings.WebhookList))]
[JsonSerializable(typeof(MailgunFindings.SigningKey))]
[JsonSerializable(typeof(MailgunFindings.Events))]
internal sealed partial class MailgunJson : JsonSerializerContext;
