namespace Outreach.Deliverability;

/// <summary>Fetches MTA-STS policies (RFC 8461 §3.3).</summary>
public interface IMtaStsPolicySource
{
    /// <summary>Fetches the policy of a domain.</summary>
    /// <param name="domain">The domain, ASCII.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <returns>The policy, or why it could not be fetched; do not throw for that.</returns>
    Task<MtaStsFetch> FetchAsync(string domain, CancellationToken cancellationToken = default);
}
