namespace Outreach;

/// <summary>
/// Checks with the provider itself whether it is set up to send: credentials, sender or domain, webhook, quota. Registered by the provider's name,
/// beside its <see cref="IMessageProvider"/>. Nothing is sent. Safe for concurrent use.
/// </summary>
public interface IProviderCheck
{
    /// <summary>Asks the provider. What can't be asked is a finding, not an exception.</summary>
    /// <param name="request">What the host means to do.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The findings, in the order of a checklist.</returns>
    Task<IReadOnlyList<ProviderFinding>> CheckAsync(ProviderCheckRequest request, CancellationToken cancellationToken = default);
}
