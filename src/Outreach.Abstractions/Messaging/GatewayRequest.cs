using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>
/// The body of <c>POST /api/messaging/send</c>, by which a generic messaging gateway takes a message of any channel. The members' names in JSON are the
/// gateway's own: <c>contactId, channel, channelId, content, bdAccountId, fileBase64?, fileName?, replyToMessageId?</c>.
/// </summary>
public sealed record GatewayRequest
{
    /// <summary>The path that the request is sent to, below the gateway's address.</summary>
    public const string Path = "api/messaging/send";

    /// <summary>The file of a campaign is the same for all its messages, and is encoded once.</summary>
    private static readonly ConditionalWeakTable<ChatFile, string> Encoded = [];

    /// <summary>Gets the contact.</summary>
    [JsonPropertyName("contactId")]
    public required Guid ContactId { get; init; }

    /// <summary>Gets the channel's name in lower case, such as <c>telegram</c>.</summary>
    [JsonPropertyName("channel")]
    public required string Channel { get; init; }

    /// <summary>Gets the recipient's address on the channel.</summary>
    [JsonPropertyName("channelId")]
    public required string ChannelId { get; init; }

    /// <summary>Gets the text.</summary>
    [JsonPropertyName("content")]
    public required string Content { get; init; }

    /// <summary>Gets the gateway's id of the account that sends.</summary>
    [JsonPropertyName("bdAccountId")]
    public required string AccountId { get; init; }

    /// <summary>Gets the content of the file in base 64, or <see langword="null"/>.</summary>
    [JsonPropertyName("fileBase64")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FileBase64 { get; init; }

    /// <summary>Gets the name of the file, or <see langword="null"/>.</summary>
    [JsonPropertyName("fileName")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FileName { get; init; }

    /// <summary>Gets the gateway's id of the message that this one answers or follows, or <see langword="null"/>.</summary>
    [JsonPropertyName("replyToMessageId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReplyToMessageId { get; init; }

    /// <summary>Makes the request for a chat message.</summary>
    /// <param name="message">The message; nothing of it is kept.</param>
    public static GatewayRequest From(OutgoingChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new GatewayRequest
        {
            ContactId = message.ContactId,
            Channel = NameOf(message.Channel),
            ChannelId = message.Recipient,
            Content = message.Text,
            AccountId = message.Sender,
            FileBase64 = message.File is { } file ? Encoded.GetValue(file, static one => Convert.ToBase64String(one.Content.Span)) : null,
            FileName = message.File?.FileName,
            ReplyToMessageId = message.ReplyToMessageId,
        };
    }

    /// <summary>Writes the request as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, GatewayJsonContext.Default.GatewayRequest);

    private static string NameOf(Channel channel) => channel switch
    {
        Outreach.Channel.Telegram => "telegram",
        Outreach.Channel.Email => "email",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "The gateway has no name for this channel."),
    };
}
