namespace Outreach;

/// <summary>
/// Writes the texts that templates ask for with <c>ai.personalize</c>. The engine asks before it renders a message that will be sent, never in a forecast.
/// </summary>
public interface IPersonalizer
{
    /// <summary>Writes one text.</summary>
    /// <param name="fragment">The place in the template.</param>
    /// <param name="data">The recipient's values.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The text (it is escaped like any other value), or <see langword="null"/> to use the stated fallback.</returns>
    ValueTask<string?> PersonalizeAsync(TemplateFragment fragment, TemplateData data, CancellationToken cancellationToken = default);
}
