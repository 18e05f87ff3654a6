namespace Outreach;

/// <summary>Stores pipelines and the places of contacts in them. Safe for concurrent use.</summary>
public interface IPipelineStore
{
    /// <summary>Adds a pipeline, or replaces the name and stages of the one with the same id.</summary>
    /// <exception cref="ArgumentException">The pipeline can't be used; the message says why.</exception>
    /// <exception cref="InvalidOperationException">A stage is left out in which contacts are; move them first.</exception>
    Task SaveAsync(Pipeline pipeline, CancellationToken cancellationToken = default);

    /// <summary>Finds a pipeline.</summary>
    /// <returns>The pipeline, or <see langword="null"/>.</returns>
    Task<Pipeline?> FindAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's pipelines in the order of their ids.</summary>
    Task<IReadOnlyList<Pipeline>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default);

    /// <summary>Deletes a pipeline with the places in it.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> DeleteAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts contacts into a stage, in one transaction, wherever in the pipeline they were before. Ids that are no contacts of the organisation
    /// are left out.
    /// </summary>
    /// <returns>How many were not in the stage before.</returns>
    /// <exception cref="InvalidOperationException">There is no such pipeline or stage.</exception>
    Task<int> PlaceAsync(
        Guid organisationId, Guid pipelineId, Guid stageId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);

    /// <summary>Takes contacts out of a pipeline, in one transaction.</summary>
    /// <returns>How many were in it.</returns>
    Task<int> RemoveAsync(Guid organisationId, Guid pipelineId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);

    /// <summary>Finds where contacts are, over all pipelines.</summary>
    Task<IReadOnlyList<ContactPlace>> ListPlacesAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default);
}
