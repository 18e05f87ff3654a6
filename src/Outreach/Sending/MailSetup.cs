using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Reads the host's settings of mail.</summary>
internal sealed class MailSetup(IOptions<OutreachOptions> options, IOptions<DkimOptions> dkim, ProviderDirectory providers) : IMailSetup
{
    // The options only take https.
    public bool HasOneClickUnsubscribe => options.Value.PublicBaseUri is not null;

    public IReadOnlyList<SigningKeyName> SigningKeysOf(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return [.. dkim.Value.Signatures.Where(signature => DkimKeys.Covers(signature, domain)).Select(static signature => new SigningKeyName(signature.Domain, signature.Selector))];
    }

    public bool? IsEncrypted(string providerName)
    {
        ArgumentNullException.ThrowIfNull(providerName);
        return (providers.Find(providerName) as ITransportSecurity)?.IsEncrypted;
    }
}
