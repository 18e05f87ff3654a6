namespace Outreach;

/// <summary>A chat whose members can be written to, as far as stored messages show.</summary>
public sealed record GroupSource
{
    /// <summary>Gets the sender account that sees the chat.</summary>
    public required Guid SenderAccountId { get; init; }

    /// <summary>Gets the chat's id.</summary>
    public required string ChatId { get; init; }

    /// <summary>Gets the chat's title, or <see langword="null"/> if it is not known.</summary>
    public string? Title { get; init; }

    /// <summary>Gets how many contacts have written in it.</summary>
    public required long Members { get; init; }

    /// <summary>Gets when the latest message was written.</summary>
    public required DateTimeOffset LastMessageAt { get; init; }
}
