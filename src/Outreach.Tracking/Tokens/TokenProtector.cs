using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Outreach.Tracking;

/// <summary>
/// Tokens of 35 octets: the version of the format (1), the key's id, the send's id in the byte order of RFC 9562, the attempt, and the first
/// 16 octets of HMAC-SHA256 (RFC 2104) over the purpose, all before, and what the token is bound to. Written in base 32. Safe for concurrent use; allocates nothing.
/// </summary>
public sealed class TokenProtector : ITokenProtector
{
    private const byte Version = 1;
    private const int KeyIdAt = 1;
    private const int SendIdAt = 2;
    private const int AttemptAt = 18;
    private const int MacAt = 19;
    private const int Size = 35;
    private const int MostOnStack = 512;

    private readonly TokenKeyRing _keys;

    /// <summary>Makes a protector.</summary>
    /// <param name="keys">The keys.</param>
    public TokenProtector(TokenKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
    }

    /// <inheritdoc/>
    public void Protect(AttemptId attempt, TokenPurpose purpose, Span<char> destination) => Protect(attempt, purpose, [], destination);

    /// <inheritdoc/>
    public void Protect(AttemptId attempt, TokenPurpose purpose, ReadOnlySpan<byte> bound, Span<char> destination)
    {
        if (destination.Length < ITokenProtector.TokenLength)
        {
            throw new ArgumentException($"A token needs room for {ITokenProtector.TokenLength} characters.", nameof(destination));
        }

        Span<byte> token = stackalloc byte[Size];
        token[0] = Version;
        token[KeyIdAt] = _keys.CurrentId;
        var written = attempt.SendId.TryWriteBytes(token[SendIdAt..], bigEndian: true, out _);
        Debug.Assert(written, "A GUID has 16 bytes.");
        token[AttemptAt] = attempt.Number;
        WriteMac(_keys.Find(_keys.CurrentId)!, purpose, token[..MacAt], bound, token[MacAt..]);
        Base32.Write(token, destination);
    }

    /// <inheritdoc/>
    public bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, out AttemptId attempt) =>
        TryUnprotect(token, purpose, [], out attempt);

    /// <inheritdoc/>
    public bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, ReadOnlySpan<byte> bound, out AttemptId attempt)
    {
        attempt = default;
        Span<byte> octets = stackalloc byte[Size];
        if (token.Length != ITokenProtector.TokenLength || !Base32.TryRead(token, octets) || octets[0] != Version
            || _keys.Find(octets[KeyIdAt]) is not { } key)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[Size - MacAt];
        WriteMac(key, purpose, octets[..MacAt], bound, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, octets[MacAt..]))
        {
            return false;
        }

        attempt = new AttemptId(new Guid(octets[SendIdAt..AttemptAt], bigEndian: true), octets[AttemptAt]);
        return true;
    }

    private static void WriteMac(byte[] key, TokenPurpose purpose, ReadOnlySpan<byte> named, ReadOnlySpan<byte> bound, Span<byte> mac)
    {
        var length = 1 + MacAt + bound.Length;
        var rented = length > MostOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = rented is null ? stackalloc byte[MostOnStack] : rented;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        input[0] = (byte)purpose;
        named.CopyTo(input[1..]);
        bound.CopyTo(input[(1 + MacAt)..]);
        HMACSHA256.HashData(key, input[..length], hash);
        hash[..mac.Length].CopyTo(mac);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
