namespace Outreach.Templating;

/// <summary>Collects the findings about one template.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    /// <summary>How many errors are reported; more would not help anyone.</summary>
    public const int MostErrors = 20;

    private const int MostFindings = 500;
    private readonly List<TemplateDiagnostic> _items = [];
    private int _errors;

    public bool HasErrors => _errors > 0;

    public int Errors => _errors;

    public IReadOnlyList<TemplateDiagnostic> Items => _items;

    public SourceText Source => source;

    public void Error(string code, int start, int end, string message, string? hint = null)
    {
        if (_errors < MostErrors)
        {
            Add(source.Diagnostic(TemplateSeverity.Error, code, start, end, message, hint));
        }
        else
        {
            _errors++;
        }
    }

    public void Warning(string code, int start, int end, string message, string? hint = null) =>
        Add(source.Diagnostic(TemplateSeverity.Warning, code, start, end, message, hint));

    public void Add(TemplateDiagnostic finding)
    {
        _errors += finding.Severity == TemplateSeverity.Error ? 1 : 0;
        if (_items.Count < MostFindings && (finding.Severity != TemplateSeverity.Error || _errors <= MostErrors))
        {
            _items.Add(finding);
        }
    }

    public List<TemplateDiagnostic> Sorted() => [.. _items.OrderBy(item => item.Line).ThenBy(item => item.Column)];
}
