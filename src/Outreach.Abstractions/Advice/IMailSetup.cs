namespace Outreach;

/// <summary>What the host's settings say about the mail that goes out, for checks of deliverability. Implemented by the engine.</summary>
public interface IMailSetup
{
    /// <summary>Gets whether marketing mail offers to unsubscribe with one click (RFC 8058), which needs an https address of the host.</summary>
    bool HasOneClickUnsubscribe { get; }

    /// <summary>Gets the keys with which the host itself signs mail from a domain; email services have keys of their own.</summary>
    /// <param name="domain">The domain in From, in its ASCII form.</param>
    IReadOnlyList<SigningKeyName> SigningKeysOf(string domain);

    /// <summary>Tells whether a provider's connections are encrypted.</summary>
    /// <param name="providerName">The name under which the provider is registered.</param>
    /// <returns><see langword="null"/> if that is not known, or no provider has that name.</returns>
    bool? IsEncrypted(string providerName);
}
