using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Outreach.Mime;

namespace Outreach;

/// <summary>
/// Derives the ids of a send from what it is for, so that every attempt, every worker and every restart uses the same ones.
/// </summary>
internal static class SendIdentity
{
    /// <summary>
    /// Gets the id of a step's send to a participant: a version-7 GUID that keeps the time of the participant's id (so that sends lie beside
    /// each other in an index) and takes the rest from a hash of participant, step and role.
    /// </summary>
    public static Guid SendId(Guid participantId, Guid stepId, RecipientRole role)
    {
        Span<byte> input = stackalloc byte[33];
        participantId.TryWriteBytes(input, bigEndian: true, out _);
        stepId.TryWriteBytes(input[16..], bigEndian: true, out _);
        input[32] = (byte)role;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        input[..6].CopyTo(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x70);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Gets the id of the send of a step's copy; the address is part of it, since a campaign may have several and may change them.</summary>
    public static Guid CopyId(Guid participantId, Guid stepId, RecipientRole role, string addressKey)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(addressKey), hash);
        Span<byte> bytes = stackalloc byte[16];
        stepId.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= hash[i];
        }

        return SendId(participantId, new Guid(bytes, bigEndian: true), role);
    }

    /// <summary>Gets the left side of the Message-ID that all recipients of a step's message to a participant share.</summary>
    /// <param name="sendId">The id of the send to the contact itself.</param>
    public static string MessageIdLeft(Guid sendId) => sendId.ToString("N");

    /// <summary>Gets the Message-ID of the message to the contact itself.</summary>
    public static MessageId MessageIdOf(Guid sendId, EmailAddress sender) =>
        MessageId.TryParse($"<{sendId:N}@{sender.Domain}>", out var id)
            ? id
            : throw new UnreachableException("An id and a domain make a message id.");

    /// <summary>Gets the seed for what is chosen at random in a message: spintax and the like.</summary>
    public static ulong ContentSeed(Guid sendId)
    {
        Span<byte> bytes = stackalloc byte[16];
        sendId.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }
}
