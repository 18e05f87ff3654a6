using System.Buffers.Binary;

namespace Outreach.Testing;

/// <summary>Version-7 ids in ascending order, different in every process.</summary>
internal static class Ids
{
    private static readonly byte[] Template = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray(bigEndian: true);
    private static long _last;

    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Template.CopyTo(bytes);

        // The last eight bytes count, below the two bits of the variant; what is before them is this process's time and randomness.
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (ulong)Interlocked.Increment(ref _last));
        return new Guid(bytes, bigEndian: true);
    }
}
