using System.Buffers.Binary;

namespace Outreach.Dns.Wire;

/// <summary>Steps over a message. Once something is missing or wrong it has failed, and everything that it gives from then on is empty.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    // A name of 255 octets has at most 127 labels; more pointers than that are there to cost time.
    private const int MaxPointers = 127;

    private readonly ReadOnlySpan<byte> _message = message;

    public int Position { get; private set; }

    public bool HasFailed { get; private set; }

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint UInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    /// <summary>Seconds; a value with the top bit counts as none (RFC 2181 §8).</summary>
    public TimeSpan Duration() => UInt32() is <= int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (HasFailed || count > _message.Length - Position)
        {
            HasFailed = true;
            return default;
        }

        var bytes = _message.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>A string with its length in front (RFC 1035 §3.3).</summary>
    public ReadOnlySpan<byte> CharacterString() => Take(Byte());

    /// <summary>A name, with pointers resolved (RFC 1035 §4.1.4).</summary>
    public string Name()
    {
        Span<byte> labels = stackalloc byte[DnsName.MaxWire];
        if (!HasFailed && TryFollow(labels, out var length, out var end))
        {
            Position = end;
            return WireName.ToText(labels[..length]);
        }

        HasFailed = true;
        return "";
    }

    private readonly bool TryFollow(Span<byte> labels, out int length, out int end)
    {
        length = 0;
        end = 0;
        var at = Position;
        var pointers = 0;
        while (at < _message.Length)
        {
            int octet = _message[at];
            if (octet >= 0xC0)
            {
                // Only backwards: a pointer to itself or ahead could go on for ever.
                var target = at + 1 < _message.Length ? ((octet & 0x3F) << 8) | _message[at + 1] : at;
                if (target >= at || ++pointers > MaxPointers)
                {
                    return false;
                }

                end = end == 0 ? at + 2 : end;
                at = target;
                continue;
            }

            if (octet > DnsName.MaxLabel || at + 1 + octet > _message.Length || length + 1 + octet > labels.Length)
            {
                return false;
            }

            if (octet == 0)
            {
                end = end == 0 ? at + 1 : end;
                return true;
            }

            _message.Slice(at, octet + 1).CopyTo(labels[length..]);
            length += octet + 1;
            at += octet + 1;
        }

        return false;
    }
}
