namespace Outreach;

/// <summary>Stores leads. Those of campaigns are written by the ledger, in the transaction of what made them. Safe for concurrent use.</summary>
public interface ILeadStore
{
    /// <summary>
    /// Adds a lead that no campaign made, with its event and its place in the pipeline, in one transaction. A lead with the same id, or of the
    /// same campaign and contact, is left as it is.
    /// </summary>
    /// <returns>Whether the lead is new.</returns>
    Task<bool> AddAsync(Lead lead, CancellationToken cancellationToken = default);

    /// <summary>Finds a lead.</summary>
    /// <returns>The lead, or <see langword="null"/>.</returns>
    Task<Lead?> FindAsync(Guid organisationId, Guid leadId, CancellationToken cancellationToken = default);

    /// <summary>Lists a contact's leads, oldest first.</summary>
    Task<IReadOnlyList<Lead>> ListByContactAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default);

    /// <summary>Reads an organisation's leads, or those of a campaign, in the order of their ids, a page at a time.</summary>
    IAsyncEnumerable<Lead> ReadAsync(Guid organisationId, Guid? campaignId = null, CancellationToken cancellationToken = default);
}
