namespace Outreach;

/// <summary>Pipelines in memory.</summary>
internal sealed class InMemoryPipelineStore(InMemoryDatabase database) : IPipelineStore
{
    public Task SaveAsync(Pipeline pipeline, CancellationToken cancellationToken = default)
    {
        PipelineRules.Check(pipeline);
        return Use(
            pipeline.OrganisationId,
            audiences =>
            {
                var kept = pipeline.Stages.Select(stage => stage.Id).ToHashSet();
                foreach (var gone in audiences.Pipelines.GetValueOrDefault(pipeline.Id)?.Stages.Where(stage => !kept.Contains(stage.Id)) ?? [])
                {
                    var contacts = audiences.Stages.Values.LongCount(stages => stages.GetValueOrDefault(pipeline.Id) == gone.Id);
                    if (contacts > 0)
                    {
                        throw PipelineRules.StageInUse(gone.Id, contacts);
                    }
                }

                audiences.Pipelines[pipeline.Id] = pipeline with { Stages = [.. pipeline.Stages] };
                return true;
            },
            cancellationToken);
    }

    public Task<Pipeline?> FindAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default) =>
        Use(organisationId, audiences => audiences.Pipelines.GetValueOrDefault(pipelineId), cancellationToken);

    public Task<IReadOnlyList<Pipeline>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<Pipeline>>(organisationId, audiences => [.. audiences.Pipelines.Values], cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default) => Use(
        organisationId,
        audiences =>
        {
            foreach (var stages in audiences.Stages.Values)
            {
                stages.Remove(pipelineId);
            }

            return audiences.Pipelines.Remove(pipelineId);
        },
        cancellationToken);

    public Task<int> PlaceAsync(
        Guid organisationId, Guid pipelineId, Guid stageId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return Use(
            organisationId,
            audiences =>
            {
                if (audiences.Pipelines.GetValueOrDefault(pipelineId)?.Stages.Any(stage => stage.Id == stageId) is not true)
                {
                    throw PipelineRules.NoStage(pipelineId, stageId);
                }

                var contacts = database.Organisation(organisationId).Contacts;
                return contactIds.Count(id => contacts.GetValueOrDefault(id) is { ErasedAt: null } && Place(audiences, id, pipelineId, stageId));
            },
            cancellationToken);
    }

    public Task<int> RemoveAsync(
        Guid organisationId, Guid pipelineId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return Use(
            organisationId,
            audiences => contactIds.Count(id => audiences.Stages.TryGetValue(id, out var stages) && stages.Remove(pipelineId)),
            cancellationToken);
    }

    public Task<IReadOnlyList<ContactPlace>> ListPlacesAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return Use<IReadOnlyList<ContactPlace>>(
            organisationId,
            audiences => [.. contactIds.SelectMany(id => audiences.PlacesOf(id).Select(place => new ContactPlace(id, place)))],
            cancellationToken);
    }

    private static bool Place(InMemoryAudiences audiences, Guid contactId, Guid pipelineId, Guid stageId)
    {
        var stages = audiences.StagesOf(contactId);
        var isNew = !stages.TryGetValue(pipelineId, out var before) || before != stageId;
        stages[pipelineId] = stageId;
        return isNew;
    }

    private Task<T> Use<T>(Guid organisationId, Func<InMemoryAudiences, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work(database.Organisation(organisationId).Audiences));
        }
    }
}
