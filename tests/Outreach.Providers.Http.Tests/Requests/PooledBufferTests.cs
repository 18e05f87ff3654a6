using System.Buffers;

namespace Outreach.Providers.Http.Tests;

public sealed class PooledBufferTests
{
    [Fact]
    public void Buffer_Grows_AndKeepsWhatWasWritten()
    {
        using var buffer = new PooledBuffer(capacity: 16);
        var expected = new byte[100_000];
        new Random(7).NextBytes(expected);
        foreach (var piece in expected.Chunk(777))
        {
            buffer.Write(piece);
        }

        Assert.Equal(expected, buffer.WrittenSpan.ToArray());
        Assert.Equal(expected, buffer.WrittenMemory.ToArray());
    }

    [Fact]
    public void Buffer_Disposed_CanNotBeUsed()
    {
        var buffer = new PooledBuffer();
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.WrittenMemory);
        Assert.Throws<ObjectDisposedException>(() => buffer.GetMemory());
    }
}
