using System.Buffers.Binary;
using System.Diagnostics;

namespace Outreach.Sequencing;

/// <summary>
/// Numbers that look random and are derived from ids: the same ids give the same number on every machine, in every version of this package.
/// The function is fixed for ever, since a change would move sends and A/B assignments of running campaigns: each 64-bit word of the input
/// (GUIDs as two words in the byte order of RFC 9562) is added to the state, which then goes through the finaliser of SplitMix64.
/// Not for secrets.
/// </summary>
public static class StableSeed
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Derives a seed from an id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="salt">Tells apart the uses of one id.</param>
    public static ulong From(Guid id, ulong salt = 0) => Add(Add(0, id), salt);

    /// <summary>Derives a seed from two ids, whose order counts.</summary>
    /// <param name="first">The first id.</param>
    /// <param name="second">The second id.</param>
    /// <param name="salt">Tells apart the uses of the same ids.</param>
    public static ulong From(Guid first, Guid second, ulong salt = 0) => Add(Add(Add(0, first), second), salt);

    /// <summary>Derives a further seed.</summary>
    /// <param name="seed">A seed.</param>
    /// <param name="word">Any number.</param>
    public static ulong Add(ulong seed, ulong word)
    {
        var z = unchecked(seed + word + Step);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    /// <summary>Gets the number below a bound that a seed stands for, each equally likely.</summary>
    /// <param name="seed">A seed.</param>
    /// <param name="bound">The bound, 1 or more.</param>
    /// <returns>0 to <paramref name="bound"/> − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is 0 or negative.</exception>
    public static long Below(ulong seed, long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (long)Math.BigMul(seed, (ulong)bound, out _);
    }

    /// <summary>Gets the fraction that a seed stands for.</summary>
    /// <param name="seed">A seed.</param>
    /// <returns>0 to below 1, in steps of 2⁻⁵³.</returns>
    public static double Fraction(ulong seed) => (seed >> 11) * (1.0 / (1UL << 53));

    private static ulong Add(ulong seed, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        var written = id.TryWriteBytes(bytes, bigEndian: true, out _);
        Debug.Assert(written, "A GUID has 16 bytes.");
        var high = Add(seed, BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return Add(high, BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }
}
