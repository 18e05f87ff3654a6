using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// Takes files. A content is copied to a temporary file first, since its hash is its name in the store and nobody should hold a transaction open while
/// bytes come in over a network.
/// </summary>
internal sealed class AttachmentService(IAttachmentStore store, IOptions<OutreachOptions> options) : IAttachmentService
{
    private const int BufferSize = 81_920;

    public async Task<MessageAttachment> AddAsync(
        Guid organisationId,
        string fileName,
        string mediaType,
        Stream content,
        string? contentId = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (AttachmentRules.FindProblem(fileName, mediaType, contentId) is { } problem)
        {
            throw new ArgumentException(problem, nameof(fileName));
        }

        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        await using (spool.ConfigureAwait(false))
        {
            var hash = await CopyAsync(fileName, content, spool, cancellationToken).ConfigureAwait(false);
            spool.Position = 0;
            await store.SaveAsync(organisationId, hash, spool, cancellationToken).ConfigureAwait(false);
            return new MessageAttachment { FileName = fileName, MediaType = mediaType, ContentHash = hash, Length = spool.Length, ContentId = contentId };
        }
    }

    private async Task<string> CopyAsync(string fileName, Stream content, FileStream spool, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var most = options.Value.MaxAttachmentBytes;
        var buffer = new byte[BufferSize];
        var length = 0L;
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length > most)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The file '{fileName}' has more than {most} bytes (OutreachOptions.MaxAttachmentBytes), which mail servers refuse: link to it instead."),
                    nameof(content));
            }

            hash.AppendData(buffer, 0, read);
            await spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return length == 0
            ? throw new ArgumentException($"The file '{fileName}' is empty.", nameof(content))
            : Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
