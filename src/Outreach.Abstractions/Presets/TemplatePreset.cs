namespace Outreach;

/// <summary>A template that an organisation keeps for use in any campaign.</summary>
public sealed record TemplatePreset
{
    /// <summary>Gets the preset's id (a version-7 GUID).</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the preset belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name shown to people; 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the channel that the content is for.</summary>
    public Channel Channel { get; init; }

    /// <summary>Gets the content.</summary>
    public required MessageTemplate Content { get; init; }

    /// <summary>Gets when the preset was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Finds what can be known wrong of the preset by itself.</summary>
    /// <returns>What is wrong, for people, or <see langword="null"/>.</returns>
    public string? FindProblem() =>
        string.IsNullOrWhiteSpace(Name) || Name.Length > 200 ? "Its Name must have 1 to 200 characters."
        : string.IsNullOrWhiteSpace(Content.Text) && string.IsNullOrWhiteSpace(Content.Html) ? "Its Content has neither Text nor Html."
        : null;
}
