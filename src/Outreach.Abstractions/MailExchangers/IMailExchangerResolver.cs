namespace Outreach;

/// <summary>
/// Finds the mail servers of a domain, for providers that deliver to them directly. Asked on the send path: implementations keep answers as long as
/// DNS says and are safe for concurrent use.
/// </summary>
public interface IMailExchangerResolver
{
    /// <summary>Finds the mail exchangers of a domain (RFC 5321 §5.1).</summary>
    /// <param name="domain">The domain of a mail address, in any letter case; labels that are not ASCII are encoded (IDNA).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found. Failures of DNS are answers, too: nothing is thrown for them.</returns>
    ValueTask<MailExchangerAnswer> FindAsync(string domain, CancellationToken cancellationToken = default);

    /// <summary>Finds the addresses of a mail exchanger.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found. Failures of DNS are answers, too: nothing is thrown for them.</returns>
    ValueTask<MailHostAddresses> FindAddressesAsync(string host, CancellationToken cancellationToken = default);
}
