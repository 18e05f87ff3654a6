using System.Buffers;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using HandlebarsDotNet;
using Outreach.Templating;

namespace Outreach.Benchmarks.Templating;

/// <summary>The three bodies of the reference mail. Goals: at most 2.5 times the floor, 0 B, faster than compiled Handlebars.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private const string FirstName = "Robert";
    private const string Company = "Miller & Sons";
    private const string City = "Zürich";
    private const string Sender = "Ann Lee";

    private readonly HandWrittenRenderer _floor = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly TemplateData _data = ReferenceMail.CreateData();
    private readonly byte[] _copy = new byte[32 * 1024];
    private ICompiledTemplate[] _templates = [];
    private HandlebarsTemplate<TextWriter, object, object>[] _handlebars = [];
    private object _model = new();

    /// <summary>Compiles the templates.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _templates = Compile(new TemplateEngine());
        _handlebars =
        [
            .. new[] { ReferenceTemplates.Subject, ReferenceTemplates.Text, ReferenceTemplates.Html }.Select(CompileHandlebars),
        ];
        _model = new
        {
            contact = new { first_name = FirstName, company_name = Company, city = City },
            sender = new { name = Sender },
            unsubscribe_url = ReferenceMail.Url,
            products = ReferenceProduct.All.Select(product => new { id = product.Id, name = product.Name, price = product.Price, old_price = product.OldPrice }).ToArray(),
        };
        Subject();
        Require(_floor.Written.SequenceEqual(ReferenceMail.SubjectBytes), "subject");
        Text();
        Require(_floor.Written.SequenceEqual(ReferenceMail.TextBytes), "text");
        Html();
        Require(_floor.Written.SequenceEqual(ReferenceMail.HtmlBytes), "HTML");
        Console.WriteLine($"// {Outreach()} bytes by the templates, {Floor()} bytes by hand, {Handlebars()} characters by Handlebars");
    }

    /// <summary>By hand.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(Baseline = true)]
    public int Floor() => Subject() + Text() + Html();

    /// <summary>A copy of the same bytes.</summary>
    [Benchmark]
    public void Memcpy()
    {
        ReferenceMail.SubjectBytes.CopyTo(_copy.AsSpan());
        ReferenceMail.TextBytes.CopyTo(_copy.AsSpan());
        ReferenceMail.HtmlBytes.CopyTo(_copy.AsSpan());
    }

    /// <summary>By compiled templates.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark]
    public int Outreach()
    {
        _output.ResetWrittenCount();
        foreach (var template in _templates)
        {
            if (!template.Render(_data, _output).Succeeded)
            {
                throw new InvalidOperationException("The reference mail does not render.");
            }
        }

        return _output.WrittenCount;
    }

    /// <summary>By Handlebars.Net, compiled.</summary>
    /// <returns>The number of characters.</returns>
    [Benchmark]
    public int Handlebars()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var template in _handlebars)
        {
            template(writer, _model);
        }

        return writer.GetStringBuilder().Length;
    }

    internal static ICompiledTemplate[] Compile(TemplateEngine engine) =>
    [
        engine.Compile(new() { Text = ReferenceTemplates.Subject, Schema = ReferenceMail.Schema, Mode = TemplateMode.Header }).Template!,
        engine.Compile(new() { Text = ReferenceTemplates.Text, Schema = ReferenceMail.Schema }).Template!,
        engine.Compile(new() { Text = ReferenceTemplates.Html, Schema = ReferenceMail.Schema, Mode = TemplateMode.Html }).Template!,
    ];

    private static HandlebarsTemplate<TextWriter, object, object> CompileHandlebars(string template)
    {
        var handlebars = HandlebarsDotNet.Handlebars.Create();
        handlebars.RegisterHelper("upcase", (output, _, arguments) => output.Write(((string)arguments[0]!).ToUpperInvariant()));
        handlebars.RegisterHelper("capitalize", (output, _, arguments) => output.Write(Capitalize((string)arguments[0]!)));
        handlebars.RegisterHelper("money", (output, _, arguments) => output.WriteSafeString(((decimal)arguments[0]!).ToString("0.00", CultureInfo.InvariantCulture)));
        return handlebars.Compile(new StringReader(HandlebarsTemplates.Convert(template)));
    }

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The hand-written {what} differs from the engine's.");
        }
    }

    private int Subject() => _floor.RenderSubject(FirstName, Company);

    private int Text() => _floor.RenderText(FirstName, Company, City, Sender, ReferenceMail.Url, ReferenceProduct.All);

    private int Html() => _floor.RenderHtml(FirstName, Company, City, Sender, ReferenceMail.Url, ReferenceProduct.All);
}
