using System.Security.Cryptography;
using System.Text;

namespace Outreach.Mime;

/// <summary>A public key record (RFC 6376 §3.6.1, RFC 8463 §4), read for one signature.</summary>
internal sealed class DkimKey : IDisposable
{
    private const int MinRsaBits = 1024;

    // A verification takes a time that grows with the square of the size.
    private const int MaxRsaBits = 8192;
    public const int MaxRecordLength = 8192;

    private RSA? _rsa;
    private byte[] _ed25519 = [];

    /// <summary>Why the key can't be used; none if it can.</summary>
    public DkimFailure Failure { get; private init; }

    public int Bits => _rsa?.KeySize ?? (_ed25519.Length > 0 ? 256 : 0);

    public bool IsTooShort => _rsa is { KeySize: < MinRsaBits };

    public bool IsTest { get; private set; }

    public static DkimKey Read(string record, DkimSignatureField signature)
    {
        var tags = record.Length > MaxRecordLength ? null : DkimTags.Parse(Encoding.UTF8.GetBytes(record));
        if (tags is null || tags["p"] is not { } data || (tags["v"] is not null && !(tags.StartsWithVersion && tags["v"] == "DKIM1")))
        {
            return new DkimKey { Failure = DkimFailure.MalformedKey };
        }

        if (data.Length == 0)
        {
            return new DkimKey { Failure = DkimFailure.KeyRevoked };
        }

        var flags = tags.Split("t", ':') ?? [];
        if (flags.Contains("s", StringComparer.Ordinal)
            && !signature.IdentityDomain.Equals(signature.Result.Domain, StringComparison.OrdinalIgnoreCase))
        {
            return new DkimKey { Failure = DkimFailure.IdentityMismatch };
        }

        var type = MailText.Lower(tags["k"] ?? "rsa");
        if (!IsFor(tags, type, signature.Result.Algorithm))
        {
            return new DkimKey { Failure = DkimFailure.KeyMismatch };
        }

        var key = new DkimKey { IsTest = flags.Contains("y", StringComparer.Ordinal) };
        return key.TryImport(tags.Compact("p")!, type) ? key : new DkimKey { Failure = DkimFailure.MalformedKey };
    }

    /// <summary>Gives the size of a key in base64; 0 if it is none of this kind.</summary>
    public static int SizeOf(string text, string type)
    {
        using var key = new DkimKey();
        return type is "rsa" or "ed25519" && text.Length > 0 && key.TryImport(text, type) ? key.Bits : 0;
    }

    public bool Verify(ReadOnlySpan<byte> hash, HashAlgorithmName algorithm, byte[] signature)
    {
        if (_rsa is null)
        {
            // RFC 8463 §3: what is signed is the hash.
            return Ed25519Signature.Verify(_ed25519, hash, signature);
        }

        try
        {
            return _rsa.VerifyHash(hash, signature, algorithm, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _rsa?.Dispose();

    private static bool IsFor(DkimTags tags, string type, string algorithm)
    {
        var hyphen = algorithm.IndexOf('-', StringComparison.Ordinal);
        var hashes = tags.Split("h", ':');
        var services = tags.Split("s", ':');
        return type == algorithm[..hyphen]
            && (hashes is null || hashes.Contains(algorithm[(hyphen + 1)..], StringComparer.OrdinalIgnoreCase))
            && (services is null || services.Contains("*", StringComparer.Ordinal)
                || services.Contains("email", StringComparer.OrdinalIgnoreCase));
    }

    private bool TryImport(string text, string type)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        var data = bytes.AsSpan(0, length);
        if (type != "rsa")
        {
            _ed25519 = data.ToArray();
            return length == Ed25519Signature.KeySize;
        }

        // RFC 6376 says RSAPublicKey, its examples and everybody's records are SubjectPublicKeyInfo.
        return TryImportRsa(data, static (rsa, key) => rsa.ImportSubjectPublicKeyInfo(key, out _))
            || TryImportRsa(data, static (rsa, key) => rsa.ImportRSAPublicKey(key, out _));
    }

    private bool TryImportRsa(ReadOnlySpan<byte> data, Action<RSA, ReadOnlySpan<byte>> import)
    {
        var rsa = RSA.Create();
        try
        {
            import(rsa, data);
            if (rsa.KeySize <= MaxRsaBits)
            {
                _rsa = rsa;
                return true;
            }
        }
        catch (CryptographicException)
        {
            // Not in this form.
        }

        rsa.Dispose();
        return false;
    }
}
