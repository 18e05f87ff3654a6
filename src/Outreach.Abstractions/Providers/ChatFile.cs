namespace Outreach;

/// <summary>A file of a chat message. Its content is shared by all messages of a campaign.</summary>
public sealed record ChatFile
{
    /// <summary>Gets the name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the media type, such as <c>image/png</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Gets the content.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets how it is shown.</summary>
    public ChatFileKind Kind { get; init; }
}
