using System.Buffers.Binary;

namespace Outreach;

/// <summary>The time in version-7 ids (RFC 9562 §5.7).</summary>
public static class Version7
{
    /// <summary>Gets the least id that can be made at a time, so that whole spans of time are found by their ids.</summary>
    public static Guid FirstAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)time.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
