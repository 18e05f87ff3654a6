using Microsoft.EntityFrameworkCore;

namespace Outreach.Storage.EfCore;

/// <summary>Template presets in a database.</summary>
internal sealed class EfTemplatePresetStore(OutreachDatabase database) : ITemplatePresetStore
{
    public Task SaveAsync(TemplatePreset preset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preset);
        if (preset.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(preset));
        }

        return database.WriteAsync(
            async (context, token) =>
            {
                var row = await context.TemplatePresets.AsTracking()
                    .FirstOrDefaultAsync(row => row.Id == preset.Id && row.OrganisationId == preset.OrganisationId, token)
                    .ConfigureAwait(false);
                if (row is null)
                {
                    row = new TemplatePresetEntity { Id = preset.Id, OrganisationId = preset.OrganisationId, CreatedAt = preset.CreatedAt };
                    context.TemplatePresets.Add(row);
                }

                row.Name = preset.Name;
                row.Channel = preset.Channel;
                row.Content = StorageJson.Write(preset.Content);
                return await context.SaveChangesAsync(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public Task<TemplatePreset?> FindAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (context, token) => (await context.TemplatePresets
            .FirstOrDefaultAsync(row => row.Id == presetId && row.OrganisationId == organisationId, token)
            .ConfigureAwait(false))?.ToPreset(),
        cancellationToken);

    public Task<IReadOnlyList<TemplatePreset>> ListAsync(
        Guid organisationId, Channel? channel = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TemplatePreset>>(
            async (context, token) =>
            {
                var rows = await context.TemplatePresets
                    .Where(row => row.OrganisationId == organisationId && (channel == null || row.Channel == channel))
                    .OrderBy(row => row.Id)
                    .ToListAsync(token)
                    .ConfigureAwait(false);
                return [.. rows.Select(row => row.ToPreset())];
            },
            cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (context, token) => await context.TemplatePresets
            .Where(row => row.Id == presetId && row.OrganisationId == organisationId)
            .ExecuteDeleteAsync(token)
            .ConfigureAwait(false) > 0,
        cancellationToken);
}
