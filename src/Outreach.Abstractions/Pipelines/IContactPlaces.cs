namespace Outreach;

/// <summary>
/// Tells where contacts are in pipelines. Outreach's own answer comes from <see cref="IPipelineStore"/>; a host whose pipelines live elsewhere
/// registers its own, which then answers for conditions of steps and for filters alike.
/// </summary>
public interface IContactPlaces
{
    /// <summary>Finds the places of contacts. The send path asks for one contact at a time, audiences for up to 500.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="contactIds">The contacts.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each contact and pipeline where it is; nothing for a contact that is in none.</returns>
    ValueTask<IReadOnlyList<ContactPlace>> FindAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);
}
