using System.Buffers;

namespace Outreach.Templating;

/// <summary>Checks a template and renders it for recipients, to count whom each finding hits.</summary>
internal sealed class RecipientCheck
{
    private const int MostFailures = 20;
    private readonly Template? _template;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<TemplateDiagnostic> _probed = [];
    private readonly Dictionary<(string Code, int Line, int Column), TemplateDiagnostic> _failures = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly bool[] _probes = [];
    private readonly long[] _counts = [];

    public RecipientCheck(TemplateEngine engine, TemplateSource source)
    {
        _template = engine.Compile(source, out _diagnostics);
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

        if (result.Error is { } error && (_failures.Count < MostFailures || _failures.ContainsKey((error.Code, error.Line, error.Column))))
        {
            var key = (error.Code, error.Line, error.Column);
            var before = _failures.GetValueOrDefault(key);
            _failures[key] = (before ?? error) with { Affected = (before?.Affected ?? 0) + 1 };
        }
    }

    public IEnumerable<TemplateDiagnostic> Findings()
    {
        var findings = _diagnostics.Sorted();
        for (var i = 0; i < _probed.Count; i++)
        {
            var place = findings.FindIndex(item => ReferenceEquals(item, _probed[i]));
            if (place >= 0)
            {
                findings[place] = findings[place] with { Affected = _counts[i] };
            }
        }

        return findings.Concat(_failures.Values).OrderBy(item => item.Line).ThenBy(item => item.Column);
    }
}
