using System.Security.Cryptography;
using System.Text;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Verifies the signed event webhook: ECDSA P-256 with SHA-256 over the timestamp header and the raw body, as base64 of a DER sequence.
/// </summary>
internal sealed class SendGridSignature : IDisposable
{
    /// <summary>OID of the curve P-256 (RFC 5480 §2.1.1.1).</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    public SendGridSignature(string key) => _key = Import(key) ?? throw new CryptographicException("The verification key is no ECDSA P-256 public key.");

    public static bool IsKey(string key)
    {
        using var imported = Import(key);
        return imported is not null;
    }

    public bool Verify(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        if (timestamp.Length > 64 || signature.Length > 256)
        {
            return false;
        }

        Span<byte> decoded = stackalloc byte[192];
        if (!Convert.TryFromBase64String(signature, decoded, out var length))
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData(body);
        try
        {
            lock (_lock)
            {
                return _key.VerifyHash(hash.GetHashAndReset(), decoded[..length], DSASignatureFormat.Rfc3279DerSequence);
            }
        }
        catch (CryptographicException)
        {
            return false; // no DER
        }
    }

    public void Dispose() => _key.Dispose();

    private static ECDsa? Import(string key)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            var bytes = Convert.FromBase64String(key);
            ecdsa.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length && ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
            {
                return ecdsa;
            }
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            // No such key.
        }

        ecdsa.Dispose();
        return null;
    }
}
