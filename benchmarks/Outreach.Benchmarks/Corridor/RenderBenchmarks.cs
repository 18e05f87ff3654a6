using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Outreach.Benchmarks;

/// <summary>Rendering the three bodies of the reference mail, against a hand-written renderer and a copy of the same bytes.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private readonly HandWrittenRenderer _floor = new();
    private readonly ArrayBufferWriter<byte> _output = new(32 * 1024);
    private readonly byte[] _copy = new byte[32 * 1024];
    private readonly TemplateData _data = ReferenceMail.CreateData();
    private readonly ICompiledTemplate _subject = ReferenceMail.Compile(ReferenceTemplates.Subject, TemplateMode.Header);
    private readonly ICompiledTemplate _text = ReferenceMail.Compile(ReferenceTemplates.Text, TemplateMode.Text);
    private readonly ICompiledTemplate _html = ReferenceMail.Compile(ReferenceTemplates.Html, TemplateMode.Html);

    [GlobalSetup]
    public void Setup()
    {
        _floor.RenderSubject("Robert", "Miller & Sons");
        Require(_floor.Written.SequenceEqual(ReferenceMail.SubjectBytes), "subject");
        Text();
        Require(_floor.Written.SequenceEqual(ReferenceMail.TextBytes), "text");
        Html();
        Require(_floor.Written.SequenceEqual(ReferenceMail.HtmlBytes), "HTML");
        Console.WriteLine($"// subject {ReferenceMail.SubjectBytes.Length} B, text {ReferenceMail.TextBytes.Length} B, HTML {ReferenceMail.HtmlBytes.Length} B");
    }

    [Benchmark(Baseline = true)]
    public int Floor() => _floor.RenderSubject("Robert", "Miller & Sons") + Text() + Html();

    [Benchmark]
    public void Memcpy()
    {
        ReferenceMail.SubjectBytes.CopyTo(_copy.AsSpan());
        ReferenceMail.TextBytes.CopyTo(_copy.AsSpan());
        ReferenceMail.HtmlBytes.CopyTo(_copy.AsSpan());
    }

    [Benchmark]
    public int Engine()
    {
        _output.ResetWrittenCount();
        _subject.Render(_data, _output);
        _text.Render(_data, _output);
        _html.Render(_data, _output);
        return _output.WrittenCount;
    }

    private int Text() => _floor.RenderText("Robert", "Miller & Sons", "Zürich", "Ann Lee", ReferenceMail.Url, ReferenceProduct.All);

    private int Html() => _floor.RenderHtml("Robert", "Miller & Sons", "Zürich", "Ann Lee", ReferenceMail.Url, ReferenceProduct.All);

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The hand-written {what} differs from the engine's.");
        }
    }
}
