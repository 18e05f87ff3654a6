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
    private readonly HandWrittenMail _floor = new();
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly TemplateData _data = ReferenceMail.Data();
    private ICompiledTemplate[] _templates = [];
    private HandlebarsTemplate<TextWriter, object, object>[] _handlebars = [];
    private object _model = new();

    /// <summary>Compiles the templates.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _templates = Compile(new TemplateEngine());
        _handlebars = [.. new[] { ReferenceMail.Subject, ReferenceMail.Text, ReferenceMail.Html }.Select(CompileHandlebars)];
        var mail = ReferenceMail.Recipient;
        _model = new
        {
            contact = new { first_name = mail.FirstName, orders = mail.Orders, regular = mail.Orders > 3 },
            company = new { name = mail.Company },
            sender = new { name = mail.Sender },
            campaign = new { deadline = mail.Deadline },
            unsubscribe_url = mail.Unsubscribe,
            products = mail.Products.Select(product => new { title = product.Title, sku = product.Sku, price = product.Price }).ToArray(),
        };
        Outreach();
        Console.WriteLine($"// {_output.WrittenCount} bytes by the templates");
        Floor();
        Console.WriteLine($"// {_output.WrittenCount} bytes by hand, {Handlebars()} characters by Handlebars");
    }

    /// <summary>By hand.</summary>
    /// <returns>The number of bytes.</returns>
    [Benchmark(Baseline = true)]
    public int Floor()
    {
        _output.ResetWrittenCount();
        _floor.Write(ReferenceMail.Recipient, _output);
        return _output.WrittenCount;
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
        engine.Compile(new() { Text = ReferenceMail.Subject, Schema = ReferenceMail.Schema, Mode = TemplateMode.Header }).Template!,
        engine.Compile(new() { Text = ReferenceMail.Text, Schema = ReferenceMail.Schema }).Template!,
        engine.Compile(new() { Text = ReferenceMail.Html, Schema = ReferenceMail.Schema, Mode = TemplateMode.Html }).Template!,
    ];

    private static HandlebarsTemplate<TextWriter, object, object> CompileHandlebars(string template)
    {
        var handlebars = HandlebarsDotNet.Handlebars.Create();
        handlebars.RegisterHelper("upcase", (output, _, arguments) => output.WriteSafeString(((string)arguments[0]!).ToUpperInvariant()));
        handlebars.RegisterHelper("money", (output, _, arguments) => output.WriteSafeString(((decimal)arguments[0]!).ToString("0.00", CultureInfo.InvariantCulture)));
        handlebars.RegisterHelper("day", (output, _, arguments) => output.WriteSafeString(ReferenceMail.Day((DateTimeOffset)arguments[0]!)));
        return handlebars.Compile(new StringReader(ReferenceMail.ToHandlebars(template)));
    }
}
