using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Outreach.Mime;

/// <summary>The hash of a canonical body (<c>bh=</c>), to sign many messages with the same body without hashing it again.</summary>
/// <remarks><c>default</c> is the hash of no body; signing with it is refused.</remarks>
public readonly struct DkimBodyHash : IEquatable<DkimBodyHash>
{
    internal const int Size = SHA256.HashSizeInBytes;

    private readonly Bytes _bytes;
    private readonly bool _isSet;

    private DkimBodyHash(ReadOnlySpan<byte> hash, DkimCanonicalization canonicalization)
    {
        hash.CopyTo(_bytes);
        _isSet = true;
        Canonicalization = canonicalization;
    }

    /// <summary>Gets how the body was canonicalised.</summary>
    public DkimCanonicalization Canonicalization { get; }

    internal bool IsSet => _isSet;

    /// <summary>Compares two hashes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(DkimBodyHash left, DkimBodyHash right) => left.Equals(right);

    /// <summary>Compares two hashes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DkimBodyHash left, DkimBodyHash right) => !left.Equals(right);

    /// <summary>Hashes a body with SHA-256.</summary>
    /// <param name="body">Everything behind the empty line that ends the message's headers.</param>
    /// <param name="canonicalization">How, as in <see cref="DkimSignerOptions.BodyCanonicalization"/>.</param>
    /// <returns>The hash.</returns>
    public static DkimBodyHash Compute(ReadOnlySpan<byte> body, DkimCanonicalization canonicalization = DkimCanonicalization.Relaxed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return Compute(body, canonicalization, hash);
    }

    /// <inheritdoc/>
    public bool Equals(DkimBodyHash other) =>
        _isSet == other._isSet && Canonicalization == other.Canonicalization && AsSpan(this).SequenceEqual(AsSpan(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DkimBodyHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(AsSpan(this));

    /// <summary>Gets the hash as the value of <c>bh=</c>.</summary>
    public override string ToString() => Convert.ToBase64String(AsSpan(this));

    internal static DkimBodyHash Compute(ReadOnlySpan<byte> body, DkimCanonicalization canonicalization, IncrementalHash hash)
    {
        DkimBody.Append(body, canonicalization, long.MaxValue, hash);
        Span<byte> result = stackalloc byte[Size];
        hash.GetHashAndReset(result);
        return new DkimBodyHash(result, canonicalization);
    }

    internal static ReadOnlySpan<byte> AsSpan(in DkimBodyHash hash) => hash._bytes;

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
