using System.Numerics;
using System.Security.Cryptography;

namespace Outreach.Mime;

/// <summary>Verifies Ed25519 signatures (RFC 8032 §5.1.7), which the base library does not have. It knows no private keys.</summary>
internal static class Ed25519Signature
{
    public const int KeySize = 32;
    public const int Size = 64;

    // The order of the base point.
    private static readonly BigInteger Order =
        (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != KeySize || signature.Length != Size || !Ed25519Point.TryDecode(key, out var point))
        {
            return false;
        }

        var scalar = new BigInteger(signature[32..], isUnsigned: true);
        if (scalar >= Order)
        {
            return false;
        }

        // R is right if it is S·B − k·A.
        var hash = Challenge(signature[..32], key, message);
        Span<byte> expected = stackalloc byte[32];
        Combine(scalar, hash, point.Negate()).Encode(expected);
        return expected.SequenceEqual(signature[..32]);
    }

    private static BigInteger Challenge(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        sha.AppendData(commitment);
        sha.AppendData(key);
        sha.AppendData(message);
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        sha.GetHashAndReset(hash);
        return new BigInteger(hash, isUnsigned: true) % Order;
    }

    // first·B + second·point, both bit by bit in one run.
    private static Ed25519Point Combine(BigInteger first, BigInteger second, in Ed25519Point point)
    {
        Span<byte> left = stackalloc byte[32];
        Span<byte> right = stackalloc byte[32];
        left.Clear();
        right.Clear();
        first.TryWriteBytes(left, out _, isUnsigned: true);
        second.TryWriteBytes(right, out _, isUnsigned: true);
        var both = Ed25519Point.Base + point;
        var result = Ed25519Point.Identity;
        for (var bit = 252; bit >= 0; bit--)
        {
            result += result;
            result = (Bit(left, bit), Bit(right, bit)) switch
            {
                (true, true) => result + both,
                (true, false) => result + Ed25519Point.Base,
                (false, true) => result + point,
                _ => result,
            };
        }

        return result;
    }

    private static bool Bit(ReadOnlySpan<byte> value, int bit) => (value[bit >> 3] >> (bit & 7) & 1) != 0;
}
