namespace Outreach;

/// <summary>The sequence presets and niche playbooks that come with Outreach.</summary>
public interface ISequencePresets
{
    /// <summary>Lists the presets.</summary>
    IReadOnlyList<SequencePreset> List();

    /// <summary>Finds a preset by its id.</summary>
    /// <returns>The preset, or <see langword="null"/>.</returns>
    SequencePreset? Find(string id);

    /// <summary>Renders every variant of every step of a preset for a contact, which need not be stored. Nothing is stored or sent.</summary>
    /// <param name="preset">The preset, perhaps changed.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="sender">The account that would send, or <see langword="null"/> for an example.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<PresetPreview>> PreviewAsync(
        SequencePreset preset, Contact contact, SenderAccount? sender = null, CancellationToken cancellationToken = default);
}
