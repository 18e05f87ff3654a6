using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Outreach.Templating;

/// <summary>A compiled template.</summary>
internal sealed class Template : ICompiledTemplate
{
    private const int MostIncludes = 100;
    private const int MostExpressions = 64;
    private readonly TemplateProgram _program;
    private readonly ConcurrentDictionary<string, (TemplateProgram? Program, string? Error)> _includes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Pattern, RegexOptions Options), Regex> _expressions = new();

    public Template(TemplateEngine engine, TemplateSource source, SymbolTable symbols, TemplateProgram program)
    {
        Engine = engine;
        Source = source;
        Symbols = symbols;
        _program = program;
        Fields = new FieldCollector(source.Schema).Collect(program.Body);
    }

    public TemplateEngine Engine { get; }

    /// <summary>Gets or sets whether renders share the literals of the template: until the first one changes one.</summary>
    public bool SharesLiterals { get; set; } = true;

    public TemplateSource Source { get; }

    public SymbolTable Symbols { get; }

    public SourceText Text => _program.Text;

    public Statement Body => _program.Body;

    public IReadOnlyCollection<string> Fields { get; }

    public IReadOnlyList<TemplateLink> Links => _program.Links;

    public IReadOnlyList<TemplateFragment> Fragments => _program.Fragments;

    public BigInteger Variants => SpinStatement.Count(_program.Body);

    public TemplateRenderResult Render(TemplateData data, IBufferWriter<byte> output, in TemplateRenderOptions options = default) =>
        Render(data, output, options, null);

    /// <summary>Renders, and marks the findings that hit this recipient.</summary>
    public TemplateRenderResult Render(TemplateData data, IBufferWriter<byte> output, in TemplateRenderOptions options, bool[]? probes)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(output);
        if (!ReferenceEquals(data.Schema, Source.Schema))
        {
            throw new ArgumentException("The data belongs to another schema than the template.", nameof(data));
        }

        while (true)
        {
            try
            {
                return RenderOnce(data, output, options, probes);
            }
            catch (SharedLiteralException)
            {
                SharesLiterals = false;
            }
        }
    }

    private TemplateRenderResult RenderOnce(TemplateData data, IBufferWriter<byte> output, in TemplateRenderOptions options, bool[]? probes)
    {
        var context = Engine.Contexts.Rent();
        context.Begin(this, data, options);
        context.Probes = probes;
        try
        {
            _program.Body.Execute(context);
            return Finish(context, output);
        }
        catch (TemplateFault fault)
        {
            return new TemplateRenderResult { Error = context.Diagnose(fault) };
        }
        finally
        {
            context.End();
            Engine.Contexts.Return(context);
        }
    }

    private TemplateRenderResult Finish(RenderContext context, IBufferWriter<byte> output)
    {
        var written = context.Output.Written;
        if (written.Length > Engine.Limits.MaxOutputBytes)
        {
            throw new TemplateFault("limit-output", -1, -1, $"The output is longer than {Engine.Limits.MaxOutputBytes} bytes.");
        }

        written.CopyTo(output.GetSpan(Math.Max(1, written.Length)));
        output.Advance(written.Length);
        return new TemplateRenderResult { Bytes = written.Length };
    }

    /// <summary>A template that this one includes. It belongs to this template: no other can get at it, or change it.</summary>
    public TemplateProgram? FindInclude(string name, out string? error)
    {
        if (!_includes.TryGetValue(name, out var found))
        {
            found = LoadInclude(name);
            if (_includes.Count < MostIncludes)
            {
                found = _includes.GetOrAdd(name, found);
            }
        }

        error = found.Error;
        return found.Program;
    }

    public Regex? FindRegex(RenderContext context, string pattern, RegexOptions options, out string? error)
    {
        error = null;
        if (_expressions.TryGetValue((pattern, options), out var regex))
        {
            return regex;
        }

        context.Charge(8192 + (pattern.Length * 256L));
        regex = RegexFunctions.Create(pattern, options, Engine.Limits.RegexTimeout, out error);
        if (regex is not null && _expressions.Count < MostExpressions)
        {
            _expressions.TryAdd((pattern, options), regex);
        }

        return regex;
    }

    /// <summary>Compiles code that came up while rendering. Its names go to the given table.</summary>
    public TemplateProgram? CompileInner(string text, string name, bool script, SymbolTable symbols, out string? error)
    {
        var diagnostics = new DiagnosticBag(new SourceText(name, text));
        var program = TemplateProgram.Compile(Source, diagnostics, Engine.Limits, symbols, script, inner: true);
        error = program is null ? diagnostics.Items[0].ToString() : null;
        return program;
    }

    private (TemplateProgram? Program, string? Error) LoadInclude(string name)
    {
        if (Source.Loader is null)
        {
            return (null, "There are no templates to include here.");
        }

        var text = Source.Loader.Load(name);
        if (text is null)
        {
            return (null, $"There is no template `{name}`.");
        }

        if (_includes.Count >= MostIncludes)
        {
            return (null, $"The template includes more than {MostIncludes} others.");
        }

        var program = CompileInner(text, name, false, Symbols, out var error);
        return (program, error);
    }
}
