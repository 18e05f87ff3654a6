using System.Buffers;

namespace Outreach.Mime;

/// <summary>Gathers small writes into the spans of a buffer writer. <see cref="Flush"/> must be called at the end.</summary>
internal ref partial struct MessageSink(IBufferWriter<byte> writer)
{
    private const int Chunk = 4096;

    private readonly IBufferWriter<byte> _writer = writer;
    private Span<byte> _span;
    private int _used;
    private long _flushed;
    private int _column;
    private int _lineLimit;

    /// <summary>Gets how many bytes were written.</summary>
    public readonly long Length => _flushed + _used;

    /// <summary>Gets free space of at least the given size; <see cref="Advance"/> says how much of it was used.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_span.Length - _used < size)
        {
            Flush();
            _span = _writer.GetSpan(Math.Max(size, Chunk));
        }

        return _span[_used..];
    }

    public void Advance(int count) => _used += count;

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= _span.Length - _used)
        {
            bytes.CopyTo(_span[_used..]);
            _used += bytes.Length;
            return;
        }

        while (!bytes.IsEmpty)
        {
            var free = Reserve(1);
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            _used += count;
            bytes = bytes[count..];
        }
    }

    public void Write(byte value)
    {
        Reserve(1)[0] = value;
        _used++;
    }

    public void Flush()
    {
        if (_used > 0)
        {
            _writer.Advance(_used);
            _flushed += _used;
            _used = 0;
        }

        _span = default;
    }
}
