using System.Globalization;
using System.Text;

namespace Outreach.Tests.ContactImport;

/// <summary>Runs alone: what other tests hold in memory would be counted.</summary>
[Collection(nameof(ContactImportMemoryTests))]
public sealed class ContactImportMemoryTests
{
    private const long Bound = 150_000_000;

    [Fact]
    public async Task Import_ManyRows_KeepsMemoryFlat()
    {
        var rows = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 1_000_000 : 60_000;
        var store = new CountingContactStore(keep: false);
        await using var stream = new GeneratedStream(rows);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var run = new ContactImporter(store, TimeProvider.System).Import(stream);
        var totals = await run.CompleteAsync(progress: null);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{totals.Rows:N0} rows, {totals.BytesRead / 1e6:N1} MB; before {before / 1e6:N1} MB, at most {store.HighestMemory / 1e6:N1} MB managed");
        Assert.Equal(rows, totals.Rows);
        Assert.Equal(rows / 100, totals.Rejected);
        Assert.InRange(store.HighestMemory, 1, Bound);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 5_000_000);
    }

    [Fact]
    public async Task Import_OneEndlessLine_KeepsMemoryFlat()
    {
        var store = new CountingContactStore();
        await using var stream = new EndlessLine(50_000_000);

        var run = new ContactImporter(store, TimeProvider.System).Import(stream);
        await run.CompleteAsync();

        Assert.NotNull(run.Failure);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 1, Bound);
    }

    /// <summary>A file that is made while it is read; every hundredth address is broken.</summary>
    private sealed class GeneratedStream(int rows) : ReadOnlyStream
    {
        private byte[] _line = "email,first_name,last_name,company,city,note\n"u8.ToArray();
        private int _offset;
        private int _next;

        public override int Read(Span<byte> buffer)
        {
            var written = 0;
            while (written < buffer.Length && (_offset < _line.Length || Advance()))
            {
                var count = Math.Min(buffer.Length - written, _line.Length - _offset);
                _line.AsSpan(_offset, count).CopyTo(buffer[written..]);
                (_offset, written) = (_offset + count, written + count);
            }

            return written;
        }

        private bool Advance()
        {
            if (_next == rows)
            {
                return false;
            }

            var address = _next % 100 == 7 ? "broken" : $"user{_next}@example.com";
            _line = Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{address},Jürgen,\"O\"\"Neil {_next}\",\"Müller, Söhne & Co\",Köln,\"two\nlines\"\n"));
            (_offset, _next) = (0, _next + 1);
            return true;
        }
    }

    private sealed class EndlessLine(long length) : ReadOnlyStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            buffer[..count].Fill((byte)'x');
            _left -= count;
            return count;
        }
    }

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public abstract override int Read(Span<byte> buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
