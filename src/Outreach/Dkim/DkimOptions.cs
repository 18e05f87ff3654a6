namespace Outreach;

/// <summary>The DKIM signatures (RFC 6376) that messages get. Validated when the host starts: each key must be able to sign.</summary>
public sealed class DkimOptions
{
    /// <summary>
    /// Gets the signatures. A message gets all those whose <see cref="DkimSignatureOptions.SenderDomains"/> cover its sender, in this order,
    /// so that a sender can have several: that of its own domain, and that of the service it sends through.
    /// </summary>
    /// <value>Default: none; messages are not signed.</value>
    public IList<DkimSignatureOptions> Signatures { get; } = [];
}
