namespace Outreach;

/// <summary>Contents of attachments in memory.</summary>
internal sealed class InMemoryAttachmentStore(InMemoryDatabase database) : IAttachmentStore
{
    public async Task<bool> SaveAsync(Guid organisationId, string contentHash, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        ArgumentNullException.ThrowIfNull(content);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        lock (database.Gate)
        {
            return database.Organisation(organisationId).Attachments.TryAdd(contentHash, copy.ToArray());
        }
    }

    public Task<long?> FindLengthAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default) =>
        Task.FromResult((long?)Find(organisationId, contentHash, cancellationToken)?.Length);

    public Task<Stream?> OpenAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(Find(organisationId, contentHash, cancellationToken) is { } content ? new MemoryStream(content, writable: false) : null);

    public Task<bool> DeleteAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(database.Organisation(organisationId).Attachments.Remove(contentHash));
        }
    }

    private byte[]? Find(Guid organisationId, string contentHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return database.Organisation(organisationId).Attachments.GetValueOrDefault(contentHash);
        }
    }
}
