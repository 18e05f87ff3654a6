using System.Security.Cryptography;

namespace Outreach.Providers.AmazonSes;

/// <summary>Verifies the signatures of SNS: RSA PKCS #1 v1.5 with SHA-1 (version 1) or SHA-256 (version 2).</summary>
internal static class SnsSignature
{
    public static bool Verify(SnsMessage message, RSA key, bool allowSha1)
    {
        HashAlgorithmName? algorithm = message.SignatureVersion switch
        {
            "1" when allowSha1 => HashAlgorithmName.SHA1,
            "2" => HashAlgorithmName.SHA256,
            _ => null,
        };
        Span<byte> signature = stackalloc byte[1_024];
        if (algorithm is not { } chosen || message.Signature is not { Length: < 1_400 } text || !Convert.TryFromBase64String(text, signature, out var length))
        {
            return false;
        }

        return key.VerifyData(message.StringToSign(), signature[..length], chosen, RSASignaturePadding.Pkcs1);
    }
}
