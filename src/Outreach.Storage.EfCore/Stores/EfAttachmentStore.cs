using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Contents of attachments in a database, in pieces.</summary>
internal sealed class EfAttachmentStore(OutreachDatabase database) : IAttachmentStore
{
    private const int PieceSize = 256 * 1024;

    public async Task<bool> SaveAsync(Guid organisationId, string contentHash, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        ArgumentNullException.ThrowIfNull(content);
        if (await FindLengthAsync(organisationId, contentHash, cancellationToken).ConfigureAwait(false) is not null)
        {
            return false;
        }

        // A failure of the content is told as it is, not as one of the database.
        ExceptionDispatchInfo? broken = null;
        try
        {
            return await WriteAsync(organisationId, contentHash, content, error => broken = ExceptionDispatchInfo.Capture(error), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OutreachStorageException) when (broken is not null)
        {
            broken.Throw();
            throw;
        }
    }

    public Task<long?> FindLengthAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        return database.ReadAsync(
            (context, token) => Rows(context, organisationId, contentHash).Select(row => (long?)row.Length).FirstOrDefaultAsync(token),
            cancellationToken);
    }

    public async Task<Stream?> OpenAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        var row = await database.ReadAsync(
            (context, token) => Rows(context, organisationId, contentHash).FirstOrDefaultAsync(token), cancellationToken).ConfigureAwait(false);
        return row is null ? null : new AttachmentStream(database, organisationId, contentHash, row.Length);
    }

    public Task<bool> DeleteAsync(Guid organisationId, string contentHash, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contentHash);
        return database.WriteAsync(
            async (context, token) => await Rows(context, organisationId, contentHash).ExecuteDeleteAsync(token).ConfigureAwait(false) > 0,
            cancellationToken);
    }

    private Task<bool> WriteAsync(
        Guid organisationId, string contentHash, Stream content, Action<IOException> onBroken, CancellationToken cancellationToken)
    {
        var start = content.CanSeek ? content.Position : 0;
        return database.WriteAsync(
            async (context, token) =>
            {
                if (await Rows(context, organisationId, contentHash).AnyAsync(token).ConfigureAwait(false))
                {
                    return false;
                }

                if (content.CanSeek)
                {
                    content.Position = start;
                }

                // The row comes first: whoever stores the same content at the same time is stopped by it before anything is read.
                var row = new AttachmentEntity { OrganisationId = organisationId, ContentHash = contentHash };
                context.Attachments.Add(row);
                await context.SaveChangesAsync(token).ConfigureAwait(false);
                var length = await AddPiecesAsync(context, row, content, onBroken, token).ConfigureAwait(false);
                await Rows(context, organisationId, contentHash)
                    .ExecuteUpdateAsync(stored => stored.SetProperty(value => value.Length, length), token)
                    .ConfigureAwait(false);
                return true;
            },
            cancellationToken);
    }

    private static IQueryable<AttachmentEntity> Rows(OutreachDbContext context, Guid organisationId, string contentHash) =>
        context.Attachments.Where(row => row.OrganisationId == organisationId && row.ContentHash == contentHash);

    private static async Task<long> AddPiecesAsync(
        OutreachDbContext context, AttachmentEntity row, Stream content, Action<IOException> onBroken, CancellationToken cancellationToken)
    {
        var length = 0L;
        var buffer = new byte[PieceSize];
        for (var number = 0; ; number++)
        {
            var read = await ReadAsync(content, buffer, onBroken, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return length;
            }

            length += read;
            context.AttachmentPieces.Add(new AttachmentPieceEntity
            {
                OrganisationId = row.OrganisationId,
                ContentHash = row.ContentHash,
                Number = number,
                Content = buffer.AsSpan(0, read).ToArray(),
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            context.ChangeTracker.Clear();
        }
    }

    private static async Task<int> ReadAsync(Stream content, byte[] buffer, Action<IOException> onBroken, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            onBroken(error);
            throw;
        }
    }
}
