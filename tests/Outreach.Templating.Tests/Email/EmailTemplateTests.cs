using System.Buffers;
using System.Text;

namespace Outreach.Templating.Tests;

public sealed class EmailTemplateTests
{
    private static readonly EmailTemplateCompiler Compiler = new(Rendering.Engine);

    private static string Render(ICompiledTemplate template)
    {
        var writer = new ArrayBufferWriter<byte>();
        Assert.True(template.Render(Rendering.Ada(), writer).Succeeded);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }

    [Fact]
    public void Css_IsInlinedAroundCode_AndEverythingElseStays()
    {
        const string Html = """
            <html><head><style>
            p { color: red; margin: 0 } td.x { color: "blue" } a:hover { color: green }
            @media (max-width: 600px) { p { color: black } }
            </style></head><body><!--[if mso]>x<![endif]-->
            <table>{{ for p in products }}<tr><td class="x">{{ p.title }}</td></tr>{{ end }}</table>
            <p style="color: {{ 'blue' }}">A &nbsp; B</p><p>C</p></body></html>
            """;
        var compiled = Compiler.Compile(new() { Schema = Rendering.Schema, Subject = "S", Html = Html, Preheader = "For {{ company.name }}" });
        Assert.True(compiled.Succeeded, string.Join('\n', compiled.Diagnostics));
        var html = Render(compiled.Template.Html!);
        Assert.Contains("<tr><td class=\"x\" style=\"color: 'blue';\">Tea</td></tr><tr><td class=\"x\" style=\"color: 'blue';\">Scones</td></tr>", html.Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<p style=\"color: red; margin: 0; color: blue\">A &nbsp; B</p><p style=\"color: red; margin: 0;\">C</p>", html, StringComparison.Ordinal);
        Assert.Contains("a:hover { color: green }\n@media (max-width: 600px) { p { color: black } }", html, StringComparison.Ordinal);
        Assert.Contains("mso-hide:all\">For Byron &amp; Co</div><!--[if mso]>x<![endif]-->", html, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainText_IsMadeFromHtml_WithItsCode()
    {
        const string Html = """
            <html><head><title>T</title><style>p{}</style></head><body><div style="display: none">hidden</div>
            <h1>Hello {{ contact.first_name ?? "you" }}!</h1><p>First &amp; line<br>second   line</p>
            <ul>
              {{ for p in products }}
              <li>{{ p.title }} <b>now</b></li>
              {{ end }}
            </ul>
            <ol><li>one</li><li>two</li></ol>
            <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>{{ 1 + 1 }}</td></tr></table>
            <p><a href="https://example.org/x?a=1&amp;b=2">Look</a> <a href="https://example.org">https://example.org</a> <img alt="Logo" src="x"></p>
            <p><a href="{{ unsubscribe_url }}">Leave</a></p></body></html>
            """;
        var compiled = Compiler.Compile(new() { Schema = Rendering.Schema, Subject = "S", Html = Html });
        const string Expected = """
            Hello Ada!

            First & line
            second line

            - Tea now
            - Scones now

            1. one
            2. two

            A | B
            1 | 2

            Look (https://example.org/x?a=1&b=2) https://example.org Logo

            Leave (https://example.org/u?t=1&s=2)

            """;
        Assert.Equal(Expected, Render(compiled.Template!.Text!));
    }

    [Theory]
    [InlineData("<style>div div { color: red }</style>", "<div>", 40_000, "")]
    [InlineData("<style>", "/**/", 60_000, "p { color: red }</style><p>x</p>")]
    [InlineData("<style>", "p, b > i { color: red } ", 5_000, "</style>")]
    [InlineData("<style>p { color: red }</style>", "<p>{{ contact.email }}</p>", 3_000, "")]
    [InlineData("<style>p b { color: red }</style><p>", "<b>x</b>", 4_000, "")]
    [InlineData("", "{{ unknown_name }}", 4_000, "")]
    [InlineData("", "<a b=\"", 60_000, "")]
    public void Mail_MadeToExhaust_IsAnsweredInBoundedMemory(string begin, string middle, int count, string end)
    {
        var html = begin + string.Concat(Enumerable.Repeat(middle, count)) + end;
        var source = new EmailTemplateSource { Schema = Rendering.Schema, Subject = "S", Html = html };
        Assert.NotNull(Compiler.Compile(source));
        Assert.NotEmpty(Compiler.Check(source));
    }

    [Fact]
    public void Amp_PassesThrough_AndValuesAreEscaped()
    {
        const string Amp = "<!doctype html><html ⚡4email><style amp-custom>p{color:red}</style><p>{{ company.name }}</p>{%{{{x}}}%}</html>";
        var compiled = Compiler.Compile(new() { Schema = Rendering.Schema, Subject = "S", Text = "T", Amp = Amp, Spintax = false });
        Assert.Equal("<!doctype html><html ⚡4email><style amp-custom>p{color:red}</style><p>Byron &amp; Co</p>{{x}}</html>", Render(compiled.Template!.Amp!));
    }

    [Fact]
    public void Part_WithAnError_IsNamed()
    {
        var compiled = Compiler.Compile(new() { Schema = Rendering.Schema, Subject = "S", Html = "<p>\n{{ if }}</p>{{ end }}", Name = "step 2" });
        Assert.False(compiled.Succeeded);
        Assert.Equal(("step 2, html", 2, 7), (compiled.Diagnostics[0].Template, compiled.Diagnostics[0].Line, compiled.Diagnostics[0].Column));
    }

    [Fact]
    public void TypedTemplate_ReadsWhatTheModelNames_AndNothingElse()
    {
        var line = new TemplateModel<(string Title, decimal Price)>().Text("title", item => item.Title).Number("price", item => item.Price);
        var model = new TemplateModel<string>().Text("name", value => value).OptionalText("nick", _ => null).List("lines", value => new[] { (value, 2.5m) }, line);
        var template = Rendering.Engine.Compile(model, "{{ name }} {{ nick ?? '-' }} {{ for l in lines }}{{ l.title }}={{ l.price }}{{ end }}");
        var writer = new ArrayBufferWriter<byte>();
        Assert.True(template.Render("x", writer).Succeeded);
        Assert.Equal("x - x=2.5", Encoding.UTF8.GetString(writer.WrittenSpan));
        Assert.Contains("Did you mean `name`?", Assert.Throws<FormatException>(() => Rendering.Engine.Compile(model, "{{ nane }}")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Rendering.Engine.Compile(model, "{{ length }}"));
    }
}
