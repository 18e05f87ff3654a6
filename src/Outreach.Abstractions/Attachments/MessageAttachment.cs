namespace Outreach;

/// <summary>
/// A file that goes with messages. Its content is stored once, by its hash, and is not part of this value: get one from
/// <see cref="IAttachmentService.AddAsync"/> and put it into a campaign or a step.
/// </summary>
public sealed record MessageAttachment
{
    /// <summary>Gets the name to save it under; 1 to 255 characters.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the media type, such as <c>application/pdf</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>Gets the SHA-256 of the content, as 64 hexadecimal digits in lower case.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Gets the length of the content in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>
    /// Gets the Content-ID (RFC 2392) without angle brackets by which the HTML shows the file, as in <c>&lt;img src="cid:logo@example.com"&gt;</c>;
    /// <see langword="null"/> for an attachment. Chat messages leave such images out.
    /// </summary>
    public string? ContentId { get; init; }
}
