using System.Buffers;
using System.Security.Cryptography;

namespace Outreach.Mime.Tests;

/// <summary>One key for all tests, since making one takes long, and what belongs to it.</summary>
internal static class SharedKey
{
    public const string Record = "s1._domainkey.example.com";

    private static readonly Lazy<string> Pem = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    });

    public static DkimSignerOptions Options { get; } = new() { Domain = "example.com", Selector = "s1" };

    public static FixedKeys Keys => new(new Dictionary<string, string> { [Record] = "v=DKIM1; p=" + PublicKey() });

    public static string PrivatePem => Pem.Value;

    public static string PublicKey()
    {
        using var key = RSA.Create();
        key.ImportFromPem(Pem.Value);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    public static DkimSigner Signer(DkimSignerOptions? options = null, TimeProvider? time = null) => DkimSigner.FromPem(Pem.Value, options ?? Options, time);

    public static byte[] Sign(this DkimSigner signer, byte[] message)
    {
        var output = new ArrayBufferWriter<byte>();
        signer.Sign(message, output);
        output.Write(message);
        return output.WrittenSpan.ToArray();
    }
}
