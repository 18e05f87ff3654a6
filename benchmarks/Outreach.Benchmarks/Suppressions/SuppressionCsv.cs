using System.Globalization;
using System.Text;

namespace Outreach.Benchmarks.Suppressions;

/// <summary>A file of addresses that is never there as a whole.</summary>
internal sealed class SuppressionCsv(int entries) : Stream
{
    private readonly byte[] _line = new byte[100];
    private int _next = -1;
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives the address of an entry; numbers from the count of entries on are of addresses that are not there.</summary>
    public static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"contact{number:D9}@company{number % 5_000}.example");

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && (_start < _end || _next < entries))
        {
            if (_start == _end)
            {
                (_start, _end) = (0, Encoding.ASCII.GetBytes(_next < 0 ? "email\n" : AddressOf(_next) + "\n", _line));
                _next++;
            }

            var count = Math.Min(_end - _start, buffer.Length - written);
            _line.AsSpan(_start, count).CopyTo(buffer[written..]);
            _start += count;
            written += count;
        }

        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
