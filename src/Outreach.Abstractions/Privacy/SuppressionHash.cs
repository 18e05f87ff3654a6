using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Outreach;

/// <summary>
/// The form in which an erased person's address stays suppressed: a hash (HMAC-SHA-256, RFC 2104) with a key of the installation, from which
/// the address can't be read, and by which it is recognised when it comes again. For authors of stores.
/// </summary>
public static class SuppressionHash
{
    private const string Prefix = "hmac-sha256:";

    /// <summary>Makes a key for an installation.</summary>
    /// <returns>32 random bytes as text, to be stored as <see cref="MetadataNames.SuppressionKey"/>.</returns>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Gets the suppression key of an address that is not kept.</summary>
    /// <param name="key">The installation's key, from <see cref="NewKey"/>.</param>
    /// <param name="organisationId">The organisation: hashes of different ones can't be compared.</param>
    /// <param name="addressKey">The address, as <see cref="AddressKey"/> makes it.</param>
    public static string Compute(string key, Guid organisationId, string addressKey)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(addressKey);
        Span<byte> secret = stackalloc byte[32];
        if (!Convert.TryFromBase64String(key, secret, out var length) || length != secret.Length)
        {
            throw new OutreachStorageException(
                $"The key of hashed suppressions (metadata '{MetadataNames.SuppressionKey}') is damaged; restore that value from a backup.");
        }

        var text = new byte[16 + Encoding.UTF8.GetByteCount(addressKey)];
        organisationId.TryWriteBytes(text, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(addressKey, text.AsSpan(16));
        return Prefix + Base64Url.EncodeToString(HMACSHA256.HashData(secret, text));
    }
}
