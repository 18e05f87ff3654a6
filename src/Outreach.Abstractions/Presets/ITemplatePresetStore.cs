namespace Outreach;

/// <summary>Stores the template presets of organisations. Safe for concurrent use.</summary>
public interface ITemplatePresetStore
{
    /// <summary>Adds a preset, or replaces name, channel and content of the one with the same id.</summary>
    /// <exception cref="ArgumentException">The preset can't be used; the message says why.</exception>
    Task SaveAsync(TemplatePreset preset, CancellationToken cancellationToken = default);

    /// <summary>Finds a preset.</summary>
    /// <returns>The preset, or <see langword="null"/>.</returns>
    Task<TemplatePreset?> FindAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default);

    /// <summary>Lists an organisation's presets, or those for one channel, in the order of their ids.</summary>
    Task<IReadOnlyList<TemplatePreset>> ListAsync(Guid organisationId, Channel? channel = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a preset; campaigns that took its content keep it.</summary>
    /// <returns><see langword="false"/> if there was none.</returns>
    Task<bool> DeleteAsync(Guid organisationId, Guid presetId, CancellationToken cancellationToken = default);
}
