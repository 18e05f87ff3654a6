namespace Outreach;

/// <summary>A message as a contact would get it.</summary>
public sealed record PreviewedMessage
{
    /// <summary>Gets why the contact would get no message, or <see langword="null"/>; then the other values are empty.</summary>
    public DecisionReason? Problem { get; init; }

    /// <summary>Gets what the checks find in the templates of the step, whoever the recipient is; those of severity error keep a campaign from starting.</summary>
    public IReadOnlyList<TemplateDiagnostic> Findings { get; init; } = [];

    /// <summary>Gets the id of the variant.</summary>
    public string VariantId { get; init; } = "";

    /// <summary>Gets the subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Gets the plain text body, or an empty string.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets the HTML body, or an empty string.</summary>
    public string Html { get; init; } = "";

    /// <summary>Gets the whole message (RFC 5322); empty on other channels than mail.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
