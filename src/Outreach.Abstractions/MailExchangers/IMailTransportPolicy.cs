namespace Outreach;

/// <summary>
/// What a domain asks of those who deliver to it: TLS with a certificate that is valid for the name of the mail exchanger, and these mail exchangers only.
/// Immutable.
/// </summary>
public interface IMailTransportPolicy
{
    /// <summary>Says whether a mail exchanger may take the domain's mail.</summary>
    /// <param name="host">The name in an MX record.</param>
    /// <returns>Whether the policy names it.</returns>
    bool Allows(string host);
}
