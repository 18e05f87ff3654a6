namespace Outreach.Testing;

/// <summary>A message that a <see cref="RecordingChatProvider"/> was given.</summary>
public sealed record RecordedChatMessage
{
    /// <summary>Gets the attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>Gets the contact.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>Gets the recipient's address on the channel.</summary>
    public required string Recipient { get; init; }

    /// <summary>Gets the address of the sender account.</summary>
    public required string Sender { get; init; }

    /// <summary>Gets the text.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the file, or <see langword="null"/>.</summary>
    public ChatFile? File { get; init; }

    /// <summary>Gets the id of the message that it answers or follows, or <see langword="null"/>.</summary>
    public string? ReplyToMessageId { get; init; }

    /// <summary>Gets the id that the provider gave it.</summary>
    public required string ProviderMessageId { get; init; }

    /// <summary>Gets when it was handed over, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
