using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Outreach.Dns.Wire;

/// <summary>A question on the wire, and the check that an answer is one to it (RFC 5452 §9.1).</summary>
internal sealed class DnsQuery
{
    private const int RecursionDesired = 0x0100;
    private const int Internet = 1;
    private const byte Opt = 41;
    private const int OptSize = 11;
    private const int MaxSize = DnsHeader.Size + DnsName.MaxWire + 4 + OptSize;

    private readonly string _writtenName;
    private readonly DnsRecordType _type;
    private readonly ushort _id;

    private DnsQuery(byte[] bytes, string writtenName, DnsRecordType type, ushort id, bool randomizesCase)
    {
        Bytes = bytes;
        _writtenName = writtenName;
        _type = type;
        _id = id;
        RandomizesCase = randomizesCase;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Whether the letters of the name have a random case, which the answer must repeat.</summary>
    public bool RandomizesCase { get; }

    /// <summary>Writes a question with a random id.</summary>
    /// <param name="name">A normalised name.</param>
    /// <param name="type">What is looked for.</param>
    /// <param name="payload">The UDP payload that is taken (RFC 6891 §6.2.3); 0 for a question without EDNS.</param>
    /// <param name="randomizeCase">Whether the letters of the name get a random case.</param>
    public static DnsQuery Create(string name, DnsRecordType type, int payload, bool randomizeCase)
    {
        var buffer = new byte[MaxSize];
        var id = BinaryPrimitives.ReadUInt16BigEndian(RandomNumberGenerator.GetBytes(2));
        BinaryPrimitives.WriteUInt16BigEndian(buffer, id);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), RecursionDesired);
        buffer[5] = 1;
        DnsName.TryWrite(name, buffer.AsSpan(DnsHeader.Size, DnsName.MaxWire), out var length);
        if (randomizeCase)
        {
            RandomizeCase(buffer.AsSpan(DnsHeader.Size, length));
        }

        var position = DnsHeader.Size + length;
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(position), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(position + 2), Internet);
        position += 4;
        if (payload > 0)
        {
            // RFC 6891 §6.1.2: the root, the type, the payload; no flags, no options.
            buffer[11] = 1;
            buffer[position + 2] = Opt;
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(position + 3), (ushort)payload);
            position += OptSize;
        }

        var written = WireName.ToText(buffer.AsSpan(DnsHeader.Size, length - 1));
        return new DnsQuery(buffer[..position], written, type, id, randomizeCase);
    }

    /// <summary>Whether a message answers this question.</summary>
    /// <param name="message">The message.</param>
    /// <param name="anyCase">Whether the letters of its name may have another case.</param>
    /// <param name="header">Its header.</param>
    public bool IsAnsweredBy(ReadOnlySpan<byte> message, bool anyCase, out DnsHeader header)
    {
        if (!DnsHeader.TryRead(message, out header) || header.Id != _id || !header.IsResponse || header.Opcode != 0)
        {
            return false;
        }

        if (header.Questions == 0)
        {
            // Servers that can't read a question may not repeat it.
            return header.ResponseCode is DnsResponseCode.FormatError or DnsResponseCode.NotImplemented;
        }

        return header.Questions == 1
            && DnsMessageReader.ReadQuestion(message) is { } question
            && question.Type == _type
            && question.Class == Internet
            && question.Name.Equals(_writtenName, anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    // Lengths of labels are below any letter.
    private static void RandomizeCase(Span<byte> name)
    {
        Span<byte> random = stackalloc byte[DnsName.MaxWire];
        RandomNumberGenerator.Fill(random[..name.Length]);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetter((char)name[i]) && (random[i] & 1) != 0)
            {
                name[i] ^= 0x20;
            }
        }
    }
}
