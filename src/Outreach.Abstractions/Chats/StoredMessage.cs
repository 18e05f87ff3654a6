namespace Outreach;

/// <summary>A message that was seen in a chat. Its sender is a contact; those who have written in a chat are the members that are known.</summary>
public sealed record StoredMessage
{
    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the sender account that saw the message.</summary>
    public required Guid SenderAccountId { get; init; }

    /// <summary>Gets the chat's id where it comes from, such as a Telegram chat id; 1 to 100 characters.</summary>
    public required string ChatId { get; init; }

    /// <summary>Gets the message's id within the chat; 1 to 100 characters. A message is stored once however often it is seen.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the contact who wrote it.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>Gets the chat's title at that time, or <see langword="null"/>; at most 200 characters.</summary>
    public string? ChatTitle { get; init; }

    /// <summary>Gets the text, or <see langword="null"/> if it is not kept; at most 4,096 characters, the most that Telegram has.</summary>
    public string? Text { get; init; }

    /// <summary>Gets when it was written.</summary>
    public required DateTimeOffset At { get; init; }
}
