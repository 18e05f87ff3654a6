using System.Diagnostics;
using System.Security.Cryptography;

namespace Outreach.Tracking;

/// <summary>
/// Tokens of 35 octets: the version of the format (1), the key's id, the send's id in the byte order of RFC 9562, the attempt, and the first
/// 16 octets of HMAC-SHA256 (RFC 2104) over the purpose and all before. Written in base 32. Safe for concurrent use; allocates nothing.
/// </summary>
public sealed class TokenProtector : ITokenProtector
{
    private const byte Version = 1;
    private const int KeyIdAt = 1;
    private const int SendIdAt = 2;
    private const int AttemptAt = 18;
    private const int MacAt = 19;
    private const int Size = 35;

    private readonly TokenKeyRing _keys;

    /// <summary>Makes a protector.</summary>
    /// <param name="keys">The keys.</param>
    public TokenProtector(TokenKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
    }

    /// <inheritdoc/>
    public void Protect(AttemptId attempt, TokenPurpose purpose, Span<char> destination)
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
        WriteMac(_keys.Find(_keys.CurrentId)!, purpose, token[..MacAt], token[MacAt..]);
        Base32.Write(token, destination);
    }

    /// <inheritdoc/>
    public bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, out AttemptId attempt)
    {
        attempt = default;
        Span<byte> octets = stackalloc byte[Size];
        if (token.Length != ITokenProtector.TokenLength || !Base32.TryRead(token, octets) || octets[0] != Version
            || _keys.Find(octets[KeyIdAt]) is not { } key)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[Size - MacAt];
        WriteMac(key, purpose, octets[..MacAt], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, octets[MacAt..]))
        {
            return false;
        }

        attempt = new AttemptId(new Guid(octets[SendIdAt..AttemptAt], bigEndian: true), octets[AttemptAt]);
        return true;
    }

    private static void WriteMac(byte[] key, TokenPurpose purpose, ReadOnlySpan<byte> named, Span<byte> mac)
    {
        Span<byte> input = stackalloc byte[1 + MacAt];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        input[0] = (byte)purpose;
        named.CopyTo(input[1..]);
        HMACSHA256.HashData(key, input, hash);
        hash[..mac.Length].CopyTo(mac);
    }
}
