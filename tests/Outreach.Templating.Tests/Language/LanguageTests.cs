namespace Outreach.Templating.Tests;

/// <summary>The constructs of the language, beyond what the corpus shows.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("a {{- 1 -}} b", "a1b")]
    [InlineData("a\n  {{~ 1 ~}}  \n  b", "a\n1  b")]
    [InlineData("{%{ {{ x }} }%}", " {{ x }} ")]
    [InlineData("a {%%{-  }%} -}%%} b", "a  }%} b")]
    [InlineData("{{ x = \"a\\nb\\n\" ~}}\n   {{ x }}c", "   a\n   b\nc")]
    [InlineData("{{ x = \"a\\nb\" }}- {{ x }}", "- a\nb")]
    [InlineData("{{ # a comment }}x{{ ## more\nlines ## 1 }}", "x1")]
    [InlineData("{{ '\\u0041\\x42\\t|\\'' }}", "AB\t|'")]
    [InlineData("{{ 1_000 + 0x1F + 0b11 }} {{ 1e3 }} {{ 1.5e3 }} {{ 1.50m }}", "1034 1000 1500 1.50")]
    [InlineData("{{ $'a{1 + 1}b{\"c\"}\\{' }}", "a2bc{")]
    [InlineData("{{ a = {x: {y: [1, 2]}}; a.x.y[1]; a['x'].y[-1]; a?.z?.y ?? 'n' }}", "22n")]
    [InlineData("{{ a = [1]; a.p = 'q'; a.p; a[3] = 4; a; a.size }}", "q[1, null, null, 4]4")]
    [InlineData("{{ a = {}; a.empty?; [1].empty? }}", "truefalse")]
    [InlineData("{{ x = 5; x += 2; x *= 3; x -= 1; x /= 4; x //= 2; x %= 2; x }}", "0")]
    [InlineData("{{ true && null; true || false; !null; !'' }}", "falsetruetruefalse")]
    [InlineData("{{ null ? 1 : 2 }}{{ 1 > 0 ? 'a' : 'b' }}", "2a")]
    [InlineData("{{ if 0; 'zero'; end; if ''; 'empty'; end; if null; 'null'; end }}", "zeroempty")]
    [InlineData("{{ case 3; when 1, 2; 'a'; when 3 || 4; 'b'; else; 'c'; end }}", "b")]
    [InlineData("{{ for x in 1..9 limit: 3 offset: 2 reversed; x; for.first; for.last; for.rindex; end }}", "5truefalse24falsefalse13falsetrue0")]
    [InlineData("{{ for x in [1, 1, 2]; for.changed; for.even; for.odd; end }}", "truetruefalsefalsefalsetruetruetruefalse")]
    [InlineData("{{ for x in []; x; else; 'none'; end }}", "none")]
    [InlineData("{{ for x in 5..3; x; end }}", "543")]
    [InlineData("{{ for x in {a: 1, b: 2}; x.key + x.value; end }}", "a1b2")]
    [InlineData("{{ for x in 'ab'; x; '-'; end }}", "a-b-")]
    [InlineData("{{ x = 1; for x in 1..2; x; end; x }}", "121")]
    [InlineData("{{ i = 0; while i < 3; i; i += 1; while.index; end }}", "001122")]
    [InlineData("{{ for x in 1..5; if x == 2; continue; end; if x == 4; break; end; x; end }}", "13")]
    [InlineData("{{ func f(x, y = 2, z...); ret x + y + z.size; end; f 1; f 1 1; f(1, 1, 5, 6); f x: 3 }}", "3245")]
    [InlineData("{{ f(x, y) = x * y; f 2 3; 2 | f 4; f(y: 2, x: 5) }}", "6810")]
    [InlineData("{{ func f; $0 + '-' + $.named + '-' + $.size; end; f 'a' named: 'b' }}", "a-b-1")]
    [InlineData("{{ x = 1; func f(a); x = 2; ret x; end; f 0; x }}", "21")]
    [InlineData("{{ x = 1; func f; x = 2; end; f; x }}", "2")]
    [InlineData("{{ f = do; ret $0 * 2; end; [1, 2] | array.each @f }}", "[2, 4]")]
    [InlineData("{{ o = {}; o.f = @string.upcase; 'a' | o.f }}", "A")]
    [InlineData("{{ func w; for $i in 1..$0; $$; end; end; wrap w 3; $i + ','; end }}", "1,2,3,")]
    [InlineData("{{ a = {x: 1}; with a; x; y = 2; this.y; end; a.y; y }}", "122")]
    [InlineData("{{ a = {x: 1}; import a; x }}{{ import contact; first_name }}", "1Ada")]
    [InlineData("{{ this.a = 6; a; this['b'] = 7; b }}", "67")]
    [InlineData("{{ capture x }}a{{ 1 }}{{ end }}{{ x + x }}", "a1a1")]
    [InlineData("a{{ if true }}b{{ ret }}{{ end }}c", "ab")]
    [InlineData("{{ 'a' |\n string.append 'b'\n | string.upcase }}", "AB")]
    [InlineData("{{ 1 + 2 | math.times 3 }} {{ -5 | math.abs }}", "9 5")]
    [InlineData("{{ string.append 'a' 'b' + 'c' }} {{ 'x' | string.append with: 'y' }}", "abc xy")]
    [InlineData("{{ contact['Favourite colour'] }}{{ contact.nothing }}{{ nothing }}", "")]
    [InlineData("{{ contact = {first_name: 'Bob'}; contact.first_name }}", "Bob")]
    [InlineData("{{ for contact in [{first_name: 'x'}]; contact.first_name; end; contact.first_name }}", "xAda")]
    [InlineData("{{ with {contact: {first_name: 'y'}}; contact.first_name; end }}", "y")]
    [InlineData("{{ string = {upcase: do; ret 'mine'; end}; 'a' | string.upcase }}", "mine")]
    [InlineData("{{ [1, 'a', null, true, {b: 'c'}] }}", "[1, \"a\", null, true, {b: \"c\"}]")]
    [InlineData("{{ x = 1\ny = 2\nx + y }}", "3")]
    [InlineData("{{ $a = 1; $a + 1 }}{{ $a }}", "21")]
    [InlineData("{{ a = [1,\n 2,\n]; { b:\n 1 }.b; a }}", "1[1, 2]")]
    public void Construct_IsUnderstood(string template, string expected) =>
        Assert.Equal(expected, Rendering.Text(template));

    [Theory]
    [InlineData("{{ if true }}x", "unclosed-block", 1, 4)]
    [InlineData("a\n{{ 1 + }}", "syntax", 2, 8)]
    [InlineData("{{ 'abc }}", "syntax", 1, 4)]
    [InlineData("{{ x", "unclosed-block", 1, 1)]
    [InlineData("{{ end }}", "syntax", 1, 4)]
    [InlineData("{{ 1 2 }}", "not-a-function", 1, 4)]
    [InlineData("{{ x = 1; readonly x; x = 2 }}", "read-only", 1, 23)]
    [InlineData("{{ a.b.c }}", "null-access", 1, 4)]
    [InlineData("{{ func f(a); end; f 1 2 }}", "arguments", 1, 20)]
    [InlineData("{{ 1 | 2 }}", "syntax", 1, 8)]
    [InlineData("{{ 'a' - 1 }}", "type", 1, 4)]
    [InlineData("{{ for.bad }}", "syntax", 1, 4)]
    public void Mistake_IsAnErrorWithItsPosition(string template, string code, int line, int column)
    {
        var error = Rendering.Failure(template);
        Assert.Equal((code, line, column), (error.Code, error.Line, error.Column));
    }

    [Fact]
    public void Include_SharesVariables_AndGetsArguments()
    {
        var source = new TemplateSource
        {
            Text = "{{ y = 0; include 'a' 'x'; z = include 'a' 'w'; z + '!'; include_join ['b', 'b'] ', ' 'tpl:b' '>'; include_join ['c'] ',' '<' '>' }}",
            Schema = Rendering.Schema,
            Loader = new Loader(),
        };
        var writer = new StringWriter();
        Assert.Null(Rendering.Engine.Compile(source).Template!.Render(Rendering.Ada(), writer).Error);
        Assert.Equal("1x2w!BB, B>", writer.ToString());
    }

    private sealed class Loader : ITemplateLoader
    {
        public string? Load(string name) => name switch { "a" => "{{ y = y + 1 }}{{ y }}{{ $0 }}", "b" => "B", "c" => "", _ => null };
    }
}
