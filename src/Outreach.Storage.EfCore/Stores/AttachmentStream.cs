using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>A content that is read piece by piece, without a connection that stays open in between.</summary>
internal sealed class AttachmentStream(OutreachDatabase database, Guid organisationId, string contentHash, long length) : Stream
{
    private ReadOnlyMemory<byte> _piece;
    private int _next;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_piece.IsEmpty)
        {
            if (_position == length)
            {
                return 0;
            }

            _piece = await ReadPieceAsync(cancellationToken).ConfigureAwait(false);
            _next++;
        }

        var count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The content comes from a database: read it with ReadAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<byte[]> ReadPieceAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            (context, token) => context.AttachmentPieces
                .Where(row => row.OrganisationId == organisationId && row.ContentHash == contentHash && row.Number == _next)
                .Select(row => row.Content)
                .FirstOrDefaultAsync(token),
            cancellationToken).ConfigureAwait(false)
        ?? throw new OutreachStorageException("The attachment was deleted while it was read.");
}
