using System.Buffers;
using System.Text;

namespace Outreach.Mime;

/// <summary>A text in UTF-8 in a borrowed array.</summary>
internal ref struct PooledUtf8
{
    private byte[]? _array;

    public PooledUtf8(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _array = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Bytes = _array.AsSpan(0, Encoding.UTF8.GetBytes(text, _array));
    }

    public ReadOnlySpan<byte> Bytes { get; private set; }

    public void Dispose()
    {
        if (_array is not null)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = null;
            Bytes = default;
        }
    }
}
