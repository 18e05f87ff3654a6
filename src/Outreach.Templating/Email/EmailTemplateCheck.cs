namespace Outreach.Templating;

/// <summary>A check of a mail that counts whom each finding hits; made by <see cref="EmailTemplateCompiler.BeginCheck"/>. Used by one thread at a time.</summary>
public sealed class EmailTemplateCheck
{
    private readonly RecipientCheck[] _parts;
    private readonly IReadOnlyList<TemplateDiagnostic> _ofMail;
    private long _recipients;

    internal EmailTemplateCheck(RecipientCheck[] parts, IReadOnlyList<TemplateDiagnostic> ofMail)
    {
        _parts = parts;
        _ofMail = ofMail;
    }

    /// <summary>Looks at the mail to one recipient.</summary>
    /// <param name="recipient">The recipient's values, of the schema of the mail; not kept.</param>
    public void Look(TemplateData recipient)
    {
        _recipients++;
        foreach (var part in _parts)
        {
            part.Look(recipient);
        }
    }

    /// <summary>Gets all findings, each with the number of recipients that it hits among those looked at so far.</summary>
    public IReadOnlyList<TemplateDiagnostic> Findings() =>
        [.. _parts.SelectMany(part => part.Findings()), .. _ofMail.Select(finding => finding with { Affected = _recipients })];
}
