namespace Outreach;

/// <summary>A message as a bot or a client saw it in a chat, before its sender is found among the contacts.</summary>
public sealed record StoredMessageDraft
{
    /// <inheritdoc cref="StoredMessage.SenderAccountId"/>
    public required Guid SenderAccountId { get; init; }

    /// <inheritdoc cref="StoredMessage.ChatId"/>
    public required string ChatId { get; init; }

    /// <inheritdoc cref="StoredMessage.MessageId"/>
    public required string MessageId { get; init; }

    /// <summary>Gets who wrote it; at least a Telegram id or a mail address.</summary>
    public required ContactDraft From { get; init; }

    /// <inheritdoc cref="StoredMessage.ChatTitle"/>
    public string? ChatTitle { get; init; }

    /// <inheritdoc cref="StoredMessage.Text"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="StoredMessage.At"/>
    public required DateTimeOffset At { get; init; }
}
