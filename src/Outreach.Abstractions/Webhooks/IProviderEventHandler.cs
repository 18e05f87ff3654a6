namespace Outreach;

/// <summary>Applies what providers report to the sends that it is about. Safe for concurrent use.</summary>
public interface IProviderEventHandler
{
    /// <summary>
    /// Applies events once each, in any order. An event counts only for a send that went through the same provider: whoever can sign for one
    /// provider can say nothing about another's messages.
    /// </summary>
    /// <param name="providerName">The provider whose webhook read the events.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Cancels the call; events that were applied stay so, and the provider's next report brings the others.</param>
    /// <returns>How many events were new and belonged to a send.</returns>
    Task<int> HandleAsync(string providerName, IReadOnlyList<ProviderEvent> events, CancellationToken cancellationToken = default);
}
