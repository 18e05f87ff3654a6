namespace Outreach.Templating;

/// <summary>Writes nothing: every place keeps its stated fallback. What is used when the host has registered no chat client, and in forecasts.</summary>
public sealed class FallbackPersonalizer : IPersonalizer
{
    /// <inheritdoc/>
    public ValueTask<string?> PersonalizeAsync(TemplateFragment fragment, TemplateData data, CancellationToken cancellationToken = default) => new((string?)null);
}
