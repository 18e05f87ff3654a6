namespace Outreach;

/// <summary>What differs from message to message besides the data. The default value renders without link tracking, with seed 0.</summary>
public readonly record struct TemplateRenderOptions
{
    /// <summary>Gets the number that chooses the variants of spintax and feeds <c>math.random</c> and <c>math.uuid</c>.</summary>
    /// <value>Derived from stable ids (campaign, participant, step), so that preview, forecast and send agree. Default: 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Gets who rewrites the links of this message.</summary>
    /// <value>Default: <see langword="null"/>, links stay as they are.</value>
    public ILinkTracker? Links { get; init; }

    /// <summary>Gets the texts for <see cref="ICompiledTemplate.Fragments"/>, by index. A missing or null text means the stated fallback.</summary>
    public IReadOnlyList<string?>? Fragments { get; init; }

    /// <summary>Gets the time that <c>date.now</c> shows.</summary>
    /// <value>Default: <see langword="null"/>, the time of the engine's time provider.</value>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Gets a token that stops a render that takes long.</summary>
    public CancellationToken CancellationToken { get; init; }
}
