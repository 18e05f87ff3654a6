namespace Outreach;

/// <summary>Takes the places of contacts from our own pipelines.</summary>
internal sealed class StoredContactPlaces(IPipelineStore pipelines) : IContactPlaces
{
    public async ValueTask<IReadOnlyList<ContactPlace>> FindAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default) =>
        await pipelines.ListPlacesAsync(organisationId, contactIds, cancellationToken).ConfigureAwait(false);
}
