using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Pipelines in a database.</summary>
internal sealed class EfPipelineStore(OutreachDatabase database) : IPipelineStore
{
    public Task SaveAsync(Pipeline pipeline, CancellationToken cancellationToken = default)
    {
        PipelineRules.Check(pipeline);
        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.Pipelines.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == pipeline.Id && row.OrganisationId == pipeline.OrganisationId, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    context.Pipelines.Add(row = new PipelineEntity { Id = pipeline.Id, OrganisationId = pipeline.OrganisationId });
                }
                else
                {
                    await RefuseStageInUseAsync(context, pipeline, row, token).ConfigureAwait(false);
                }

                row.Name = pipeline.Name;
                row.Stages = StorageJson.Write(pipeline.Stages);
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<Pipeline?> FindAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await FindRowAsync(context, organisationId, pipelineId, token).ConfigureAwait(false))?.ToPipeline(),
        cancellationToken);

    public Task<IReadOnlyList<Pipeline>> ListAsync(Guid organisationId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Pipeline>>(
            async (context, token) =>
            {
                var rows = await context.Pipelines
                    .Where(row => row.OrganisationId == organisationId)
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToPipeline())];
            },
            cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid pipelineId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) => await context.Pipelines
            .Where(row => row.Id == pipelineId && row.OrganisationId == organisationId)
            .ExecuteDeleteAsync(token)
            .ConfigureAwait(false) > 0,
        cancellationToken);

    public Task<int> PlaceAsync(
        Guid organisationId, Guid pipelineId, Guid stageId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return database.WriteAsync(
            async (context, token) =>
            {
                var pipeline = await FindRowAsync(context, organisationId, pipelineId, token).ConfigureAwait(false);
                if (pipeline is null || pipeline.ToPipeline().Stages.All(stage => stage.Id != stageId))
                {
                    throw PipelineRules.NoStage(pipelineId, stageId);
                }

                var placed = 0;
                foreach (var part in contactIds.Distinct().Chunk(Pages.Size))
                {
                    placed += await PlaceAsync(context, organisationId, pipelineId, stageId, part, token).ConfigureAwait(false);
                }

                return placed;
            },
            cancellationToken);
    }

    public Task<int> RemoveAsync(
        Guid organisationId, Guid pipelineId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return database.WriteAsync(
            async (context, token) =>
            {
                var removed = 0;
                foreach (var part in contactIds.Distinct().Chunk(Pages.Size))
                {
                    removed += await context.PipelinePlaces
                        .Where(place => place.PipelineId == pipelineId && part.Contains(place.ContactId))
                        .Where(place => context.Pipelines.Any(row => row.Id == place.PipelineId && row.OrganisationId == organisationId))
                        .ExecuteDeleteAsync(token)
                        .ConfigureAwait(false);
                }

                return removed;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<ContactPlace>> ListPlacesAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        return database.ReadAsync<IReadOnlyList<ContactPlace>>(
            async (context, token) =>
            {
                var places = new List<ContactPlace>();
                foreach (var part in contactIds.Chunk(Pages.Size))
                {
                    var rows = await context.PipelinePlaces
                        .Where(place => part.Contains(place.ContactId))
                        .Where(place => context.Pipelines.Any(row => row.Id == place.PipelineId && row.OrganisationId == organisationId))
                        .ToListAsync(token)
                        .ConfigureAwait(false);
                    places.AddRange(rows.Select(row => new ContactPlace(row.ContactId, new PipelinePlace(row.PipelineId.ToString(), row.StageId.ToString()))));
                }

                return places;
            },
            cancellationToken);
    }

    private static Task<PipelineEntity?> FindRowAsync(
        OutreachDbContext context, Guid organisationId, Guid pipelineId, CancellationToken cancellationToken) =>
        context.Pipelines.FirstOrDefaultAsync(row => row.Id == pipelineId && row.OrganisationId == organisationId, cancellationToken);

    private static async Task RefuseStageInUseAsync(
        OutreachDbContext context, Pipeline pipeline, PipelineEntity row, CancellationToken cancellationToken)
    {
        foreach (var gone in row.ToPipeline().Stages.Select(stage => stage.Id).Except(pipeline.Stages.Select(stage => stage.Id)))
        {
            var contacts = await context.PipelinePlaces
                .LongCountAsync(place => place.PipelineId == row.Id && place.StageId == gone, cancellationToken)
                .ConfigureAwait(false);
            if (contacts > 0)
            {
                throw PipelineRules.StageInUse(gone, contacts);
            }
        }
    }

    private static async Task<int> PlaceAsync(
        OutreachDbContext context, Guid organisationId, Guid pipelineId, Guid stageId, Guid[] part, CancellationToken cancellationToken)
    {
        var moved = await context.PipelinePlaces
            .Where(place => place.PipelineId == pipelineId && part.Contains(place.ContactId) && place.StageId != stageId)
            .ExecuteUpdateAsync(place => place.SetProperty(p => p.StageId, stageId), cancellationToken)
            .ConfigureAwait(false);
        var missing = await context.Contacts
            .Where(row => part.Contains(row.Id) && row.OrganisationId == organisationId && row.ErasedAt == null)
            .Where(row => !context.PipelinePlaces.Any(place => place.PipelineId == pipelineId && place.ContactId == row.Id))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        context.PipelinePlaces.AddRange(missing.Select(id => new PipelinePlaceEntity { ContactId = id, PipelineId = pipelineId, StageId = stageId }));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
        return moved + missing.Count;
    }
}
