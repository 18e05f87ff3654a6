namespace Outreach;

/// <summary>One DKIM signature (RFC 6376), rsa-sha256, and the senders that get it.</summary>
public sealed class DkimSignatureOptions
{
    /// <summary>Gets or sets the signing domain (<c>d=</c>). For DMARC it is that of the From address, or one above it.</summary>
    /// <value>A host name of at least two labels. Required.</value>
    public string Domain { get; set; } = "";

    /// <summary>Gets or sets the selector (<c>s=</c>): the public key is at <c>selector._domainkey.domain</c>.</summary>
    /// <value>Letters, digits, hyphens, underscores and dots; 1 to 63 characters. Required.</value>
    public string Selector { get; set; } = "";

    /// <summary>
    /// Gets or sets the private key in PEM text (PKCS#8 or PKCS#1, not encrypted), as <c>openssl genrsa 2048</c> writes it. It is a secret: take it
    /// from a secret store, not from a file that is checked in. It is never logged.
    /// </summary>
    /// <value>An RSA key of at least 2,048 bits (RFC 8301 §3.2), or <see langword="null"/> if <see cref="PrivateKeyFile"/> is set.</value>
    public string? PrivateKey { get; set; }

    /// <summary>Gets or sets the file that holds the private key in PEM text, read when the host starts.</summary>
    /// <value>A path, or <see langword="null"/> if <see cref="PrivateKey"/> is set.</value>
    public string? PrivateKeyFile { get; set; }

    /// <summary>
    /// Gets the domains whose senders get this signature, each with those below it; <c>*</c> stands for all. The domain of a sender is that of
    /// <see cref="SenderAccount.Address"/>.
    /// </summary>
    /// <value>Default: none, which means <see cref="Domain"/>.</value>
    public IList<string> SenderDomains { get; } = [];

    /// <summary>Gets or sets after how long the signature expires (<c>x=</c>), against the replay of signed mail.</summary>
    /// <value>One minute to ten years; <see langword="null"/>, the default, for no expiry.</value>
    public TimeSpan? Lifetime { get; set; }
}
