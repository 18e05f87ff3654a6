namespace Outreach;

/// <summary>
/// Makes and checks the tokens by which mail that comes back finds its send. A token holds the attempt and a message authentication code
/// of 128 bits over it, its purpose and the key's id; it is 56 characters of a–z and 2–7, so it survives systems that change case and fits
/// into the local part of an address (64 octets, RFC 5321 §4.5.3.1.1) with a short prefix.
/// </summary>
public interface ITokenProtector
{
    /// <summary>The number of characters of a token.</summary>
    const int TokenLength = 56;

    /// <summary>Writes a token.</summary>
    /// <param name="attempt">The attempt that the token names.</param>
    /// <param name="purpose">What it may be used for.</param>
    /// <param name="destination">Receives <see cref="TokenLength"/> characters.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    void Protect(AttemptId attempt, TokenPurpose purpose, Span<char> destination);

    /// <summary>Writes a token that is only accepted together with some further data, which is not in it: the target of a link.</summary>
    /// <param name="attempt">The attempt that the token names.</param>
    /// <param name="purpose">What it may be used for.</param>
    /// <param name="bound">The further data.</param>
    /// <param name="destination">Receives <see cref="TokenLength"/> characters.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    void Protect(AttemptId attempt, TokenPurpose purpose, ReadOnlySpan<byte> bound, Span<char> destination);

    /// <summary>Checks a token that was written together with further data.</summary>
    /// <param name="token">Any text.</param>
    /// <param name="purpose">What it shall be used for.</param>
    /// <param name="bound">The further data.</param>
    /// <param name="attempt">The attempt that it names, if it is genuine.</param>
    /// <returns>Whether the token was made by us for this purpose and this data.</returns>
    bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, ReadOnlySpan<byte> bound, out AttemptId attempt);

    /// <summary>Checks a token; letters may have changed case.</summary>
    /// <param name="token">Any text.</param>
    /// <param name="purpose">What it shall be used for.</param>
    /// <param name="attempt">The attempt that it names, if it is genuine.</param>
    /// <returns>Whether the token was made by us for this purpose.</returns>
    bool TryUnprotect(ReadOnlySpan<char> token, TokenPurpose purpose, out AttemptId attempt);
}
