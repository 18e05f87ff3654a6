using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Outreach.Tracking;

/// <summary>
/// The secret keys with which tokens are made and checked. New tokens use the current key; those made with the others stay valid as long as
/// their keys are in the ring. Immutable. Its text never shows a key; only <see cref="Export"/> does.
/// </summary>
public sealed class TokenKeyRing
{
    /// <summary>The smallest size of a key, in bytes: that of the hash (RFC 2104 §3).</summary>
    public const int MinimumKeySize = 32;

    private readonly byte[]?[] _keys = new byte[256][];

    private TokenKeyRing(byte currentId) => CurrentId = currentId;

    /// <summary>Gets the id of the key that makes new tokens.</summary>
    public byte CurrentId { get; }

    /// <summary>Makes a ring.</summary>
    /// <param name="currentId">The id of the key that makes new tokens.</param>
    /// <param name="keys">The keys by id; each of at least <see cref="MinimumKeySize"/> random bytes.</param>
    /// <exception cref="ArgumentException">A key is too short, or there is no current key.</exception>
    public static TokenKeyRing Create(byte currentId, IReadOnlyDictionary<byte, byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var ring = new TokenKeyRing(currentId);
        foreach (var (id, key) in keys)
        {
            if (key is null || key.Length < MinimumKeySize)
            {
                throw new ArgumentException($"Key {id} has {key?.Length ?? 0} bytes; a key needs at least {MinimumKeySize} random bytes.", nameof(keys));
            }

            ring._keys[id] = [.. key];
        }

        return ring._keys[currentId] is not null
            ? ring
            : throw new ArgumentException($"The current key is {currentId}, but there is no key of this id.", nameof(currentId));
    }

    /// <summary>Makes a ring with one new random key, which has the id 1.</summary>
    public static TokenKeyRing Generate() =>
        Create(1, new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(MinimumKeySize) });

    /// <summary>Makes a ring with a further random key, which becomes the current one. Tokens of the old keys stay valid.</summary>
    /// <exception cref="InvalidOperationException">All 256 ids are used.</exception>
    public TokenKeyRing Rotate()
    {
        var keys = new Dictionary<byte, byte[]>();
        int? free = null;
        for (var step = 1; step <= 256; step++)
        {
            var id = (byte)(CurrentId + step);
            if (_keys[id] is { } key)
            {
                keys[id] = key;
            }
            else
            {
                free ??= id;
            }
        }

        var added = (byte)(free ?? throw new InvalidOperationException("The ring holds 256 keys already."));
        keys[added] = RandomNumberGenerator.GetBytes(MinimumKeySize);
        return Create(added, keys);
    }

    /// <summary>Writes the ring as text for storage: the current id, then each id with its key in base 64. Keep it secret.</summary>
    public string Export()
    {
        var parts = Enumerable.Range(0, 256)
            .Where(id => _keys[id] is not null)
            .Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}:{Convert.ToBase64String(_keys[id]!)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{CurrentId};{string.Join(';', parts)}");
    }

    /// <summary>Reads what <see cref="Export"/> has written.</summary>
    /// <returns>Whether the text is a ring.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenKeyRing? ring)
    {
        ArgumentNullException.ThrowIfNull(text);
        ring = null;
        var parts = text.Split(';');
        var keys = new Dictionary<byte, byte[]>();
        foreach (var part in parts.AsSpan(1))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var key = new byte[part.Length];
            if (colon < 0
                || !byte.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || !Convert.TryFromBase64Chars(part.AsSpan(colon + 1), key, out var length)
                || length < MinimumKeySize
                || !keys.TryAdd(id, key[..length]))
            {
                return false;
            }
        }

        if (!byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var current) || !keys.ContainsKey(current))
        {
            return false;
        }

        ring = Create(current, keys);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Token keys, current {CurrentId}");

    /// <summary>Gets a key, or <see langword="null"/>.</summary>
    internal byte[]? Find(byte id) => _keys[id];
}
