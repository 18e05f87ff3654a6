using System.Buffers;

namespace Outreach.Providers.Http;

/// <summary>Takes bytes into memory that is lent by a pool. Not safe for concurrent use.</summary>
/// <param name="capacity">How many bytes to make room for at first.</param>
public sealed class PooledBuffer(int capacity = 4_096) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _count;

    /// <summary>Gets what was written, valid until this is disposed or written to.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => Bytes.AsMemory(0, _count);

    /// <summary>Gets what was written, valid until this is disposed or written to.</summary>
    public ReadOnlySpan<byte> WrittenSpan => Bytes.AsSpan(0, _count);

    private byte[] Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_bytes is null, this);
            return _bytes;
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Bytes.Length - _count);
        _count += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Bytes.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Bytes.AsSpan(_count);
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = checked(_count + Math.Max(sizeHint, 1));
        if (needed <= Bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Bytes.Length * 2));
        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        _bytes = larger;
    }
}
