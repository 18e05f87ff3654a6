using System.Text.Json.Serialization;

namespace Outreach.Providers.SendGrid;

[JsonSerializable(typeof(SendGridErrors))]
[JsonSerializable(typeof(SendGridEvent))]
[JsonSerializable(typeof(SendGridFindings.Scopes))]
[JsonSerializable(typeof(SendGridFindings.Domain[]))]
[JsonSerializable(typeof(SendGridFindings.Senders))]
[JsonSerializable(typeof(SendGridFindings.WebhookSettings))]
[JsonSerializable(typeof(SendGridFindings.SignedWebhook))]
[JsonSerializable(typeof(SendGridFindings.Credits))]
[JsonSerializable(typeof(SendGridFindings.Messages))]
internal sealed partial class SendGridJson : JsonSerializerContext;
