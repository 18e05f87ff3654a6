namespace Outreach.Templating;

/// <summary>Finds what is, or may become, wrong with a template.</summary>
internal sealed class Checker(Template template, DiagnosticBag diagnostics)
{
    public void Run()
    {
        _ = template;
        _ = diagnostics;
    }
}
