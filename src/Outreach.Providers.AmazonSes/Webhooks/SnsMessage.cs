using System.Text;
using System.Text.Json.Serialization;

namespace Outreach.Providers.AmazonSes;

/// <summary>What SNS posts: a notification, or a question whether the subscription is meant (developer guide: "HTTP/HTTPS notification JSON format").</summary>
internal sealed record SnsMessage
{
    [JsonPropertyName("Type")]
    public string? Type { get; init; }

    [JsonPropertyName("MessageId")]
    public string? MessageId { get; init; }

    [JsonPropertyName("TopicArn")]
    public string? TopicArn { get; init; }

    [JsonPropertyName("Subject")]
    public string? Subject { get; init; }

    [JsonPropertyName("Message")]
    public string? Message { get; init; }

    [JsonPropertyName("Timestamp")]
    public string? Timestamp { get; init; }

    [JsonPropertyName("Token")]
    public string? Token { get; init; }

    [JsonPropertyName("SubscribeURL")]
    public string? SubscribeUrl { get; init; }

    [JsonPropertyName("SignatureVersion")]
    public string? SignatureVersion { get; init; }

    [JsonPropertyName("Signature")]
    public string? Signature { get; init; }

    [JsonPropertyName("SigningCertURL")]
    public string? CertificateUrl { get; init; }

    /// <summary>Gets the octets that are signed: name and value of each field that is there, a line each. The address to unsubscribe at is not among them.</summary>
    public byte[] StringToSign()
    {
        var text = new StringBuilder();
        ReadOnlySpan<(string Name, string? Value)> fields =
        [
            ("Message", Message), ("MessageId", MessageId), ("Subject", Subject), ("SubscribeURL", SubscribeUrl),
            ("Timestamp", Timestamp), ("Token", Token), ("TopicArn", TopicArn), ("Type", Type),
        ];
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
