namespace Outreach;

/// <summary>Takes files that shall go with messages. Safe for concurrent use.</summary>
public interface IAttachmentService
{
    /// <summary>
    /// Checks a file and stores its content, which is read once and piece by piece; the same content is stored once, whatever its names.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="fileName">The name to save it under; 1 to 255 characters.</param>
    /// <param name="mediaType">The media type, such as <c>application/pdf</c>.</param>
    /// <param name="content">The content; it need not be seekable, and stays open.</param>
    /// <param name="contentId">The Content-ID by which HTML shows it, without angle brackets; <see langword="null"/> for an attachment.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <returns>What to put into <see cref="Campaign.Attachments"/> or <see cref="SequenceStep.Attachments"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The name, the type or the id can't be used, the file is empty, or it is larger than <c>OutreachOptions.MaxAttachmentBytes</c>; the message says
    /// what to do.
    /// </exception>
    Task<MessageAttachment> AddAsync(
        Guid organisationId,
        string fileName,
        string mediaType,
        Stream content,
        string? contentId = null,
        CancellationToken cancellationToken = default);
}
