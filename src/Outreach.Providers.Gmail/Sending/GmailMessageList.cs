using System.Text.Json.Serialization;

namespace Outreach.Providers.Gmail;

/// <summary>Answer of <c>users.messages.list</c>.</summary>
internal sealed record GmailMessageList([property: JsonPropertyName("messages")] IReadOnlyList<GmailSent>? Messages);
