using System.Buffers.Binary;

namespace Outreach.Tracking;

/// <summary>
/// Base 32 of RFC 4648 §6 in lower case, for groups of five octets, so without padding and without spare bits: one text for each value.
/// </summary>
internal static class Base32
{
    private const byte Invalid = 0xFF;

    private static ReadOnlySpan<byte> Alphabet => "abcdefghijklmnopqrstuvwxyz234567"u8;

    /// <summary>Writes eight characters for each five octets.</summary>
    internal static void Write(ReadOnlySpan<byte> octets, Span<char> destination)
    {
        for (var group = 0; group * 5 < octets.Length; group++)
        {
            var source = octets.Slice(group * 5, 5);
            var bits = ((ulong)source[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[1..]);
            for (var i = 0; i < 8; i++)
            {
                destination[(group * 8) + i] = (char)Alphabet[(int)(bits >> (35 - (5 * i))) & 31];
            }
        }
    }

    /// <summary>Reads five octets for each eight characters, in either case.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, Span<byte> octets)
    {
        for (var group = 0; group * 5 < octets.Length; group++)
        {
            var bits = 0UL;
            foreach (var character in text.Slice(group * 8, 8))
            {
                var value = ValueOf(character);
                if (value == Invalid)
                {
                    return false;
                }

                bits = (bits << 5) | value;
            }

            octets[group * 5] = (byte)(bits >> 32);
            BinaryPrimitives.WriteUInt32BigEndian(octets[((group * 5) + 1)..], (uint)bits);
        }

        return true;
    }

    private static byte ValueOf(char character) => character switch
    {
        >= 'a' and <= 'z' => (byte)(character - 'a'),
        >= 'A' and <= 'Z' => (byte)(character - 'A'),
        >= '2' and <= '7' => (byte)(character - '2' + 26),
        _ => Invalid,
    };
}
