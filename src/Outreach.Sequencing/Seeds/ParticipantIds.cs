using System.Buffers.Binary;

namespace Outreach.Sequencing;

/// <summary>
/// Makes participants' ids: version-7 GUIDs that carry, behind the time of enrolment, the participant's number within its campaign
/// (RFC 9562 §6.2, method 1, a counter), so that ids go up in the order of enrolment, also within a millisecond. The rest follows from
/// campaign and contact.
/// </summary>
public static class ParticipantIds
{
    private const uint LowBits = (1u << 20) - 1;

    /// <summary>Makes an id.</summary>
    /// <param name="at">The time of enrolment.</param>
    /// <param name="number">How many were enrolled in the campaign before.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="contactId">The contact.</param>
    public static Guid Create(DateTimeOffset at, long number, Guid campaignId, Guid contactId)
    {
        var counter = unchecked((uint)number);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (counter >> 20)));
        var tail = StableSeed.From(campaignId, contactId) >> 22;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | ((ulong)(counter & LowBits) << 42) | tail);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Gets the number within an id that <see cref="Create"/> made; of another id, some number.</summary>
    public static uint NumberOf(Guid participantId)
    {
        Span<byte> bytes = stackalloc byte[16];
        participantId.TryWriteBytes(bytes, bigEndian: true, out _);
        var high = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x0FFFu;
        var low = (uint)(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) >> 42) & LowBits;
        return (high << 20) | low;
    }
}
