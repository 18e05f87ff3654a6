using System.Buffers;

namespace Outreach.Mime;

/// <summary>A file that goes with a message, or an image that its HTML shows.</summary>
public sealed class Attachment
{
    private const int MaxFileName = 255;

    private static readonly SearchValues<char> Token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-");

    private readonly Func<CancellationToken, ValueTask<Stream>>? _open;

    /// <summary>Initializes an attachment whose content is in memory.</summary>
    /// <param name="fileName">The name to save it under: 1 to 255 characters; <c>/</c>, <c>\</c> and control characters become <c>_</c>.</param>
    /// <param name="mediaType">Such as <c>application/pdf</c>; not <c>multipart/…</c> or <c>message/…</c>, which must not be encoded.</param>
    /// <param name="content">The content; it must not change until the message is composed.</param>
    /// <exception cref="ArgumentException">The name or the type can't be used.</exception>
    public Attachment(string fileName, string mediaType, ReadOnlyMemory<byte> content)
        : this(fileName, mediaType) => Content = content;

    /// <summary>Initializes an attachment that is read while the message is written.</summary>
    /// <param name="fileName">The name to save it under: 1 to 255 characters; <c>/</c>, <c>\</c> and control characters become <c>_</c>.</param>
    /// <param name="mediaType">Such as <c>application/pdf</c>; not <c>multipart/…</c> or <c>message/…</c>, which must not be encoded.</param>
    /// <param name="open">Opens the content; called once for each time the message is written, which also disposes of the stream.</param>
    /// <exception cref="ArgumentException">The name or the type can't be used.</exception>
    public Attachment(string fileName, string mediaType, Func<CancellationToken, ValueTask<Stream>> open)
        : this(fileName, mediaType)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
    }

    private Attachment(string fileName, string mediaType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(mediaType);
        if (fileName.Length > MaxFileName)
        {
            throw new ArgumentException($"Shorten the file name to {MaxFileName} characters.", nameof(fileName));
        }

        if (!IsMediaType(mediaType))
        {
            throw new ArgumentException("Give a media type such as application/pdf; for a message use application/octet-stream.", nameof(mediaType));
        }

        FileName = HeaderText.Clean(fileName).Replace('/', '_').Replace('\\', '_');
        MediaType = mediaType;
    }

    /// <summary>Gets the name to save it under.</summary>
    public string FileName { get; }

    /// <summary>Gets the media type.</summary>
    public string MediaType { get; }

    /// <summary>Gets the id by which HTML refers to it, as in <c>&lt;img src="cid:logo@example.com"&gt;</c>.</summary>
    /// <value>Required for an inline image; without it, other attachments have no Content-ID.</value>
    public MessageId ContentId { get; init; }

    /// <summary>Gets whether the content is read while the message is written.</summary>
    public bool IsStreamed => _open is not null;

    internal ReadOnlyMemory<byte> Content { get; }

    internal ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => _open!(cancellationToken);

    private static bool IsMediaType(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && text.Length <= 127 &&
            !text.AsSpan(0, slash).ContainsAnyExcept(Token) && !text.AsSpan(slash + 1).ContainsAnyExcept(Token) &&
            !text.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("message/", StringComparison.OrdinalIgnoreCase);
    }
}
