namespace Outreach;

/// <summary>Stores contents of attachments, each once an organisation, by its hash. Safe for concurrent use.</summary>
public interface IAttachmentStore
{
    /// <summary>Stores a content; one that is there already is left as it is.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="contentHash">The SHA-256 of the content, as 64 hexadecimal digits in lower case.</param>
    /// <param name="content">The content, from its current position to its end; read piece by piece.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <returns><see langword="false"/> if it was there already.</returns>
    Task<bool> SaveAsync(Guid organisationId, string contentHash, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Gets the length of a content in bytes, or <see langword="null"/> if it is not stored.</summary>
    Task<long?> FindLengthAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default);

    /// <summary>Opens a content, which is read from the store piece by piece; <see langword="null"/> if it is not stored.</summary>
    Task<Stream?> OpenAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default);

    /// <summary>Removes a content. Messages that still name it are put off until it is stored again.</summary>
    /// <returns><see langword="false"/> if it was not stored.</returns>
    Task<bool> DeleteAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default);
}
