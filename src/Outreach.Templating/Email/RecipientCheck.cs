using System.Buffers;

namespace Outreach.Templating;

/// <summary>Checks a template and renders it for recipients, to count whom each finding hits.</summary>
internal sealed class RecipientCheck
{
    private const int MostFailures = 20;
    private readonly Template? _template;
    private readonly DiagnosticBag _diagnostics;
    private readonly HashSet<TemplateDiagnostic> _general = new(ReferenceEqualityComparer.Instance);
    private readonly List<TemplateDiagnostic> _probed = [];
    private readonly Dictionary<(string Code, string Template, int Line, int Column), TemplateDiagnostic> _failures = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly bool[] _probes = [];
    private readonly long[] _counts = [];
    private long _recipients;

    public RecipientCheck(TemplateEngine engine, TemplateSource source)
    {
        _template = engine.Compile(source, out _diagnostics);
        _general.UnionWith(_diagnostics.Items);
        if (_template is not null)
        {
            var checker = new Checker(_template, _diagnostics);
            checker.Run();
            _probed = checker.Probed;
            _probes = new bool[_probed.Count];
            _counts = new long[_probed.Count];
        }
    }

    public void Look(TemplateData recipient)
    {
        _recipients++;
        if (_template is null)
        {
            return;
        }

        Array.Clear(_probes);
        _output.ResetWrittenCount();
        var result = _template.Render(recipient, _output, default, _probes);
        for (var i = 0; i < _probes.Length; i++)
        {
            _counts[i] += _probes[i] ? 1 : 0;
        }

        if (result.Error is { } error)
        {
            CountFailure(error);
        }
    }

    /// <summary>All findings, each with the number of recipients it hits. What is wrong with the template as a whole hits everyone.</summary>
    public IEnumerable<TemplateDiagnostic> Findings() =>
        _diagnostics.Sorted().Select(finding => finding with { Affected = CountOf(finding) })
            .Concat(_failures.Values)
            .OrderBy(item => item.Line)
            .ThenBy(item => item.Column);

    private long CountOf(TemplateDiagnostic finding)
    {
        if (_general.Contains(finding))
        {
            return _recipients;
        }

        // Without a probe it is about a branch that nobody's render takes.
        var probe = _probed.FindIndex(probed => ReferenceEquals(probed, finding));
        return probe < 0 ? 0 : _counts[probe];
    }

    private void CountFailure(TemplateDiagnostic error)
    {
        var key = (error.Code, error.Template, error.Line, error.Column);
        if (_failures.TryGetValue(key, out var before))
        {
            _failures[key] = before with { Affected = before.Affected + 1 };
        }
        else if (_failures.Count < MostFailures)
        {
            _failures[key] = error with { Affected = 1 };
        }
    }
}
