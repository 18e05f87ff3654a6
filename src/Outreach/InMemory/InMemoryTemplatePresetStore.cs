namespace Outreach;

/// <summary>Template presets in memory.</summary>
internal sealed class InMemoryTemplatePresetStore(InMemoryDatabase database) : ITemplatePresetStore
{
    public Task SaveAsync(TemplatePreset preset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preset);
        if (preset.FindProblem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(preset));
        }

        return Use(
            preset.OrganisationId,
            presets => presets[preset.Id] = preset with { CreatedAt = presets.GetValueOrDefault(preset.Id)?.CreatedAt ?? preset.CreatedAt },
            cancellationToken);
    }

    public Task<TemplatePreset?> FindAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default) =>
        Use(organisationId, presets => presets.GetValueOrDefault(presetId), cancellationToken);

    public Task<IReadOnlyList<TemplatePreset>> ListAsync(
        Guid organisationId, Channel? channel = null, CancellationToken cancellationToken = default) =>
        Use<IReadOnlyList<TemplatePreset>>(
            organisationId, presets => [.. presets.Values.Where(preset => channel is null || preset.Channel == channel)], cancellationToken);

    public Task<bool> DeleteAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default) =>
        Use(organisationId, presets => presets.Remove(presetId), cancellationToken);

    private Task<T> Use<T>(Guid organisationId, Func<SortedDictionary<Guid, TemplatePreset>, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult(work(database.Organisation(organisationId).Audiences.Presets));
        }
    }
}
