using BenchmarkDotNet.Attributes;
using Outreach.Templating;

namespace Outreach.Benchmarks.Templating;

/// <summary>Reading the three templates of the reference mail. Goal: at most 1 ms.</summary>
[MemoryDiagnoser]
public class CompileBenchmarks
{
    private readonly TemplateEngine _engine = new();

    /// <summary>Parses and compiles.</summary>
    /// <returns>How many compiled.</returns>
    [Benchmark]
    public int Compile() => RenderBenchmarks.Compile(_engine).Length;

    /// <summary>Parses, compiles and checks against the schema.</summary>
    /// <returns>How many findings there are.</returns>
    [Benchmark]
    public int Check() => _engine.Check(new() { Text = ReferenceTemplates.Html, Schema = ReferenceMail.Schema, Mode = TemplateMode.Html }).Count
        + _engine.Check(new() { Text = ReferenceTemplates.Text, Schema = ReferenceMail.Schema }).Count;
}
