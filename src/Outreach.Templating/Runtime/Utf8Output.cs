using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Outreach.Templating;

/// <summary>Collects the output of one render. Reused; the bytes are copied to the caller's writer when all went well.</summary>
internal sealed class Utf8Output : IBufferWriter<byte>
{
    private const int Kept = 256 * 1024;
    private byte[] _buffer = new byte[16 * 1024];
    private int _limit;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Begin(int limit)
    {
        Length = 0;
        _limit = limit;
        if (_buffer.Length > Kept)
        {
            _buffer = new byte[16 * 1024];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - Length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        if (_buffer.Length == Length)
        {
            Grow(1);
        }

        _buffer[Length++] = value;
    }

    /// <summary>Writes text as UTF-8; halves of surrogate pairs become U+FFFD.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        if (text.Length > (_buffer.Length - Length) / 3)
        {
            Grow(Encoding.UTF8.GetByteCount(text));
            if (text.Length > (_buffer.Length - Length) / 3)
            {
                Length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
                return;
            }
        }

        Utf8.FromUtf16(text, _buffer.AsSpan(Length), out _, out var written);
        Length += written;
    }

    /// <summary>Gives up what was written behind a position.</summary>
    public void Truncate(int length) => Length = length;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - Length);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(Length);
    }

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - Length < Math.Max(1, sizeHint))
        {
            Grow(Math.Max(256, sizeHint));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int more)
    {
        var needed = (long)Length + more;
        if (needed > _limit)
        {
            throw new TemplateFault("limit-output", -1, -1, $"The output is longer than {_limit} bytes.");
        }

        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(needed, _buffer.Length * 2L), Math.Max(_limit, needed)));
        }
    }
}
