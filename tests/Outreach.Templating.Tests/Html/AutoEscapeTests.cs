using System.Buffers;
using System.Text;

namespace Outreach.Templating.Tests;

public sealed class AutoEscapeTests
{
    [Theory]
    [InlineData("<p>{{ contact.last_name }}</p>", "<p>O&#39;Neil &lt;Lovelace&gt;</p>")]
    [InlineData("<p title=\"{{ contact.last_name }}\">x</p>", "<p title=\"O&#39;Neil &lt;Lovelace&gt;\">x</p>")]
    [InlineData("<p title={{ contact.last_name }}>x</p>", "<p title=O&#39;Neil&#32;&lt;Lovelace&gt;>x</p>")]
    [InlineData("<p>{{ html.raw '<b>x</b>' }}</p>", "<p><b>x</b></p>")]
    [InlineData("<p title=\"{{ html.raw '<b>\"x\"&amp;' }}\">x</p>", "<p title=\"&lt;b&gt;&quot;x&quot;&amp;\">x</p>")]
    [InlineData("<p>{{ contact.last_name | html.escape }}</p>", "<p>O&#39;Neil &lt;Lovelace&gt;</p>")]
    [InlineData("<p>{{ \"a<\\nb\" | html.newline_to_br }}</p>", "<p>a&lt;<br />\nb</p>")]
    [InlineData("<a href=\"{{ 'javascript:alert(1)' }}\">x</a>", "<a href=\"#\">x</a>")]
    [InlineData("<a href=\"{{ ' JaVaScRiPt:alert(1)' }}\">x</a>", "<a href=\"#\">x</a>")]
    [InlineData("<a href=\"{{ 'java\\nscript:alert(1)' }}\">x</a>", "<a href=\"#\">x</a>")]
    [InlineData("<a href=\"{{ 'java' }}{{ 'script:alert(1)' }}\">x</a>", "<a href=\"java#\">x</a>")]
    [InlineData("<a href={{ 'java' }}{{ 'script:alert(1)' }}>x</a>", "<a href=java#>x</a>")]
    [InlineData("<img src='{{ 'data:text/html,x' }}'>", "<img src='#'>")]
    [InlineData("<a href=\"{{ unsubscribe_url }}\">x</a>", "<a href=\"https://example.org/u?t=1&amp;s=2\">x</a>")]
    [InlineData("<a href=\"https://x.org/?c={{ company.name }}\">x</a>", "<a href=\"https://x.org/?c=Byron%20%26%20Co\">x</a>")]
    [InlineData("<a href=\"https://x.org/?c={{ company.name | html.url_encode }}\">x</a>", "<a href=\"https://x.org/?c=Byron+%26+Co\">x</a>")]
    [InlineData("<a href=\"https://x.org/{{ 'a b\"<' }}/c\">x</a>", "<a href=\"https://x.org/a%20b%22%3C/c\">x</a>")]
    [InlineData("<p style=\"color:{{ 'red;background:url(x)' }}\">x</p>", "<p style=\"color:redbackgroundurlx\">x</p>")]
    [InlineData("<style>p { color: {{ '#fff}</style><b>' }} }</style>", "<style>p { color: #fffstyleb }</style>")]
    [InlineData("<{{ 'b onload=x' }}>x", "<bonloadx>x")]
    [InlineData("<!-- {{ '--><b>' }} -->", "<!-- --&gt;&lt;b&gt; -->")]
    [InlineData("<title>{{ '</title><b>' }}</title>", "<title>&lt;/title&gt;&lt;b&gt;</title>")]
    [InlineData("{{ capture x }}<b>{{ '<' }}</b>{{ end }}{{ x }}{{ x }}", "<b>&lt;</b><b>&lt;</b>")]
    [InlineData("{{ func f }}<i>{{ $0 }}</i>{{ end }}{{ f '<' }}", "<i>&lt;</i>")]
    [InlineData("<td {{ if true }}class=\"{{ 'a\"b' }}\"{{ end }}>x", "<td class=\"a&quot;b\">x")]
    [InlineData("1 < 2 {{ '<' }}", "1 < 2 &lt;")]
    public void Html_Value_IsEscapedForItsPlace(string template, string expected) => Assert.Equal(expected, Rendering.Html(template));

    [Theory]
    [InlineData("<script>var x = '{{ contact.first_name }}';</script>")]
    [InlineData("<p onclick=\"f('{{ contact.first_name }}')\">x</p>")]
    [InlineData("<iframe srcdoc=\"{{ contact.first_name }}\"></iframe>")]
    [InlineData("<a {{ if true }}href=\"x{{ end }}\">x</a>")]
    public void Html_ValueWhereNoneCanBeSafe_IsAnError(string template) => Assert.Equal("html", Rendering.Failure(template, mode: TemplateMode.Html).Code);

    [Fact]
    public void Header_LineEndsOfTextAndValues_BecomeSpaces()
    {
        foreach (var c in Enumerable.Range(0, 0x20).Append(0x7F).Append(0x85).Append(0x2028).Append(0x2029).Select(code => (char)code))
        {
            var data = Rendering.Ada();
            data.Set("contact.first_name", $"Ada{c}{c}Bcc: x@example.org");
            var subject = Rendering.Render($"Hi{c}{{{{ contact.first_name }}}}", TemplateMode.Header, data);
            Assert.Equal("Hi Ada Bcc: x@example.org", subject);
        }
    }

    [Fact]
    public void Link_WithTracker_IsReplacedUnlessExcluded()
    {
        const string Html = """
            <a href="https://a.example/x?a=1&amp;b=2">1</a> <a class="b" href='{{ "http://b.example/" + contact.first_name }}'>2</a>
            <a href="{{ unsubscribe_url }}">3</a> <a href="mailto:x@example.org">4</a> <a href="https://c.example" data-track="off">5</a>
            <a data-track="off" href="https://d.example">6</a> <a href="#top">7</a> <a href="https://e.example/{{ company.name }}">8</a>
            """;
        var compilation = Rendering.Engine.Compile(new() { Text = Html, Schema = Rendering.Schema, Mode = TemplateMode.Html });
        Assert.Equal(["https://a.example/x?a=1&b=2", null, null], compilation.Template!.Links.Select(link => link.Url));
        Assert.Equal([1, 1, 3], compilation.Template.Links.Select(link => link.Line));
        var writer = new ArrayBufferWriter<byte>();
        var tracker = new Tracker();
        Assert.True(compilation.Template.Render(Rendering.Ada(), writer, new() { Links = tracker }).Succeeded);
        Assert.Equal(["0 https://a.example/x?a=1&b=2", "1 http://b.example/Ada", "2 https://e.example/Byron%20&%20Co"], tracker.Seen);
        var text = Encoding.UTF8.GetString(writer.WrittenSpan);
        Assert.Contains("<a href=\"https://t.example/0?x&amp;y\">1</a> <a class=\"b\" href='https://t.example/1?x&amp;y'>2</a>", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/u?t=1&amp;s=2\">3</a> <a href=\"mailto:x@example.org\">4</a> <a href=\"https://c.example\"", text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://d.example\">6</a> <a href=\"#top\">7</a> <a href=\"https://t.example/2?x&amp;y\">8</a>", text, StringComparison.Ordinal);
    }

    private sealed class Tracker : ILinkTracker
    {
        public List<string> Seen { get; } = [];

        public bool TryWrite(int link, ReadOnlySpan<byte> url, IBufferWriter<byte> output)
        {
            Seen.Add($"{link} {Encoding.UTF8.GetString(url)}");
            output.Write(Encoding.UTF8.GetBytes($"https://t.example/{link}?x&y"));
            return true;
        }
    }
}
