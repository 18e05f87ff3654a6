using System.Buffers.Binary;
using System.Numerics;

namespace Outreach.Mime;

/// <summary>An element of the field modulo 2^255 − 19, in five limbs of 51 bits. Not constant in time: only for public values.</summary>
internal readonly struct Ed25519Field
{
    private const ulong Mask = (1UL << 51) - 1;

    private readonly ulong _0, _1, _2, _3, _4;

    private Ed25519Field(UInt128 a, UInt128 b, UInt128 c, UInt128 d, UInt128 e)
    {
        b += a >> 51;
        c += b >> 51;
        d += c >> 51;
        e += d >> 51;

        // 2^255 is 19.
        var low = ((ulong)a & Mask) + (19 * (ulong)(e >> 51));
        _0 = low & Mask;
        _1 = ((ulong)b & Mask) + (low >> 51);
        _2 = (ulong)c & Mask;
        _3 = (ulong)d & Mask;
        _4 = (ulong)e & Mask;
    }

    public static BigInteger Prime { get; } = (BigInteger.One << 255) - 19;

    public static Ed25519Field One { get; } = FromInteger(1);

    public static Ed25519Field FromInteger(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        (((value % Prime) + Prime) % Prime).TryWriteBytes(bytes, out _, isUnsigned: true);
        return FromBytes(bytes);
    }

    /// <summary>Reads 32 bytes, the lowest first; the highest bit is passed over.</summary>
    public static Ed25519Field FromBytes(ReadOnlySpan<byte> bytes)
    {
        var a = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var c = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var d = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new Ed25519Field(
            a & Mask, ((a >> 51) | (b << 13)) & Mask, ((b >> 38) | (c << 26)) & Mask, ((c >> 25) | (d << 39)) & Mask, (d >> 12) & Mask);
    }

    public static Ed25519Field operator +(in Ed25519Field x, in Ed25519Field y) =>
        new(x._0 + y._0, x._1 + y._1, x._2 + y._2, x._3 + y._3, x._4 + y._4);

    // Four times the prime is added to stay above zero.
    public static Ed25519Field operator -(in Ed25519Field x, in Ed25519Field y) => new(
        x._0 + (4 * (Mask - 18)) - y._0, x._1 + (4 * Mask) - y._1, x._2 + (4 * Mask) - y._2, x._3 + (4 * Mask) - y._3, x._4 + (4 * Mask) - y._4);

    public static Ed25519Field operator *(in Ed25519Field x, in Ed25519Field y)
    {
        var (b1, b2, b3, b4) = (19 * y._1, 19 * y._2, 19 * y._3, 19 * y._4);
        return new Ed25519Field(
            Product(x._0, y._0) + Product(x._1, b4) + Product(x._2, b3) + Product(x._3, b2) + Product(x._4, b1),
            Product(x._0, y._1) + Product(x._1, y._0) + Product(x._2, b4) + Product(x._3, b3) + Product(x._4, b2),
            Product(x._0, y._2) + Product(x._1, y._1) + Product(x._2, y._0) + Product(x._3, b4) + Product(x._4, b3),
            Product(x._0, y._3) + Product(x._1, y._2) + Product(x._2, y._1) + Product(x._3, y._0) + Product(x._4, b4),
            Product(x._0, y._4) + Product(x._1, y._3) + Product(x._2, y._2) + Product(x._3, y._1) + Product(x._4, y._0));
    }

    /// <summary>Raises to an exponent below 2^255.</summary>
    public Ed25519Field Power(BigInteger exponent)
    {
        Span<byte> bits = stackalloc byte[32];
        bits.Clear();
        exponent.TryWriteBytes(bits, out _, isUnsigned: true);
        var result = One;
        for (var bit = 254; bit >= 0; bit--)
        {
            result *= result;
            if ((bits[bit >> 3] >> (bit & 7) & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }

    public Ed25519Field Invert() => Power(Prime - 2);

    public bool EqualTo(in Ed25519Field other) => ToInteger() == other.ToInteger();

    public BigInteger ToInteger()
    {
        var value = ((((((((BigInteger)_4 << 51) + _3) << 51) + _2) << 51) + _1) << 51) + _0;
        return value % Prime;
    }

    private static UInt128 Product(ulong x, ulong y)
    {
        var high = Math.BigMul(x, y, out var low);
        return new UInt128(high, low);
    }
}
