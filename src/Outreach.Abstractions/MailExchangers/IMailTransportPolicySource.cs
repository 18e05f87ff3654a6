namespace Outreach;

/// <summary>
/// Knows which domains want their mail over verified TLS only, such as by MTA-STS (RFC 8461). Asked on the send path: implementations keep what they
/// know and are safe for concurrent use.
/// </summary>
public interface IMailTransportPolicySource
{
    /// <summary>Finds the policy that deliveries to a domain must follow.</summary>
    /// <param name="domain">The domain of a mail address, in any letter case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The policy, or <see langword="null"/> if the domain has none that is enforced. Nothing is thrown for a policy that can't be fetched.</returns>
    ValueTask<IMailTransportPolicy?> FindAsync(string domain, CancellationToken cancellationToken = default);
}
