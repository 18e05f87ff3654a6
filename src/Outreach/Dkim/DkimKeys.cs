using Outreach.Mime;

namespace Outreach;

/// <summary>Makes signers of options, and tells whom they sign for.</summary>
internal static class DkimKeys
{
    private const string Everyone = "*";

    /// <exception cref="ArgumentException">The key or an option is wrong; the message says what to do.</exception>
    /// <exception cref="IOException">The key's file can't be read.</exception>
    public static DkimSigner CreateSigner(DkimSignatureOptions signature, TimeProvider time) => DkimSigner.FromPem(
        ReadKey(signature),
        new DkimSignerOptions { Domain = signature.Domain, Selector = signature.Selector, Lifetime = signature.Lifetime },
        time);

    /// <summary>Tells whether a text is one of <see cref="DkimSignatureOptions.SenderDomains"/>.</summary>
    public static bool IsPattern(string domain) => domain == Everyone || EmailAddress.TryParse("a@" + domain, AddressSyntax.Strict, out _, out _);

    /// <param name="signature">The signature.</param>
    /// <param name="senderDomain">The domain of the sender's address in ASCII form.</param>
    public static bool Covers(DkimSignatureOptions signature, string senderDomain) =>
        signature.SenderDomains.Count == 0
            ? IsWithin(senderDomain, signature.Domain)
            : signature.SenderDomains.Any(domain => domain == Everyone || IsWithin(senderDomain, domain));

    private static bool IsWithin(string domain, string zone)
    {
        var ascii = EmailAddress.Parse("a@" + zone).Domain;
        return domain.EndsWith(ascii, StringComparison.OrdinalIgnoreCase)
            && (domain.Length == ascii.Length || domain[^(ascii.Length + 1)] == '.');
    }

    private static string ReadKey(DkimSignatureOptions signature) => (signature.PrivateKey, signature.PrivateKeyFile) switch
    {
        (null, null) => throw new ArgumentException("no key is given: set PrivateKey or PrivateKeyFile.", nameof(signature)),
        (not null, not null) => throw new ArgumentException("two keys are given: set either PrivateKey or PrivateKeyFile.", nameof(signature)),
        (null, var path) => File.ReadAllText(path),
        (var text, null) => text,
    };
}
