using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Outreach.TestServers;

/// <summary>Self-signed certificates for servers on loopback.</summary>
public static class TestCertificate
{
    /// <summary>Creates a certificate for mail.outreach.test, localhost and 127.0.0.1, valid from yesterday on.</summary>
    /// <param name="lifetime">How long it is valid; 30 days if <see langword="null"/>.</param>
    /// <param name="names">Other names instead.</param>
    public static X509Certificate2 Create(TimeSpan? lifetime = null, params string[] names)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.outreach.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Length > 0 ? names : ["mail.outreach.test", "localhost"])
        {
            alternatives.AddDnsName(name);
        }

        if (names.Length == 0)
        {
            alternatives.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var start = DateTimeOffset.UtcNow.AddDays(-1);
        using var certificate = request.CreateSelfSigned(start, start + (lifetime ?? TimeSpan.FromDays(30)));

        // Some platforms need the key to come from a file.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Writes <c>cert.pem</c> and <c>key.pem</c> into a folder, readable by servers that have dropped their rights.</summary>
    public static void Write(X509Certificate2 certificate, TempFolder folder)
    {
        File.WriteAllText(folder.Combine("cert.pem"), certificate.ExportCertificatePem());
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(folder.Combine("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
