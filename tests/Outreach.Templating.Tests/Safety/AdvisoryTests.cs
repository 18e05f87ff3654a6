using System.Collections;

namespace Outreach.Templating.Tests;

/// <summary>What has gone wrong in other template engines, each named after its advisory. Any of these must end as an error value, fast.</summary>
public sealed class AdvisoryTests
{
    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static TheoryData<string, string> Exhaustion => new()
    {
        { "CVE-2026-74785 string multiplication", "{{ 'A' * 200000000 }}" },
        { "CVE-2026-74785 string multiplication in steps", "{{ x = 'AAAAAAAAAA'; for i in 1..9; x = x * 10; end; x | string.size }}" },
        { "CVE-2026-74789 array multiplication", "{{ [1] * 100000000 | array.size }}" },
        { "GHSA-q6rr-fm2g-g5x8 array multiplication in a variable", "{{ a = [1, 2]; a = a * 100000000; a | array.size }}" },
        { "GHSA-c875-h985-hvrc built-in functions without loops", "{{ x = 1..100000000 | array.each do; ret $0; end; x | array.size }}" },
        { "GHSA-5rpf-x9jg-8j5p text that doubles", "{{ x = 'a'; while true; x = x + x; end }}" },
        { "GHSA-m2p3-hwv5-xpqw output in many small parts", "{{ x = 'a' * 1000; for a in 1..9000; x; end }}" },
        { "CVE-2026-46627 (Twig) work hidden in nested calls", "{{ func f; for i in 1..9000; ret (1..9000 | array.filter do; ret $0 > i; end) | array.size; end; end; for i in 1..9000; f; end }}" },
        { "GHSA-v66j-x4hw-fv9g padding", "{{ 'a' | string.pad_left 2000000000 }}" },
        { "GHSA-v66j-x4hw-fv9g padding right", "{{ 'a' | string.pad_right 2000000000 }}" },
        { "GHSA-xw6w-9jjh-p9cr precision", "{{ 1 | math.format 'D999999999' }}" },
        { "GHSA-xw6w-9jjh-p9cr precision of objects", "{{ 1.5 | object.format 'F999999999' }}" },
        { "GHSA-xw6w-9jjh-p9cr big numbers", "{{ x = 9; for i in 1..40; x = x * x; end; x }}" },
        { "GHSA-xw6w-9jjh-p9cr shift", "{{ 1 << 2000000000 }}" },
        { "GHSA-xw6w-9jjh-p9cr array growth", "{{ a = []; a[2000000000] = 1 }}" },
        { "GHSA-xw6w-9jjh-p9cr insert", "{{ [] | array.insert_at 2000000000 1 }}" },
        { "CVE-2026-74794 range printed", "{{ 1..100000000 }}" },
        { "CVE-2026-74794 range joined", "{{ 1..100000000 | array.join ',' }}" },
        { "CVE-2026-74794 range reversed", "{{ 1..100000000 | array.reverse | array.size }}" },
        { "CVE-2026-74794 range sorted", "{{ 1..100000000 | array.sort | array.size }}" },
        { "CVE-2026-74794 range limited", "{{ 1..100000000 | array.limit 50000000 | array.size }}" },
        { "CVE-2026-74795 loops in loops", "{{ for a in 1..5000; for b in 1..5000; x = b; end; end }}" },
        { "CVE-2026-74795 endless loop", "{{ while true; x = 1; end }}" },
        { "CVE-2026-74795 output", "{{ for a in 1..9000; 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' * 100; end }}" },
        { "GHSA-grr9-747v-xvcp object that contains itself", "{{ x = {}; x.a = x; x }}" },
        { "GHSA-grr9-747v-xvcp array that contains itself", "{{ x = []; x[0] = x; x }}" },
        { "GHSA-xcx6-vp38-8hr5 to_json of a cycle", "{{ x = {}; x.a = x; x | object.to_json }}" },
        { "GHSA-wgh7-7m3c-fx25 parser recursion, parentheses", "{{ " + Repeat("(", 50_000) + "1" + Repeat(")", 50_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 parser recursion, unary", "{{ " + Repeat("!", 50_000) + "true }}" },
        { "GHSA-wgh7-7m3c-fx25 parser recursion, blocks", "{{ " + Repeat("if true\n", 50_000) + Repeat("end\n", 50_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 parser recursion, else if", "{{ if false\n" + Repeat("else if false\n", 20_000) + "end }}" },
        { "GHSA-wgh7-7m3c-fx25 deep tree, sum", "{{ 1" + Repeat("+1", 50_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 deep tree, members", "{{ a" + Repeat(".b", 50_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 deep tree, pipes", "{{ 1" + Repeat("|math.abs", 20_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 deep tree, choice", "{{ " + Repeat("true?1:", 20_000) + "2 }}" },
        { "GHSA-wgh7-7m3c-fx25 functions", "{{ " + Repeat("do\n", 20_000) + Repeat("end\n", 20_000) + " }}" },
        { "GHSA-wgh7-7m3c-fx25 interpolation", "{{ " + Repeat("$\"{", 20_000) + "1" + Repeat("}\"", 20_000) + " }}" },
        { "GHSA-p6q4-fgr8-vx4p nested arrays", "{{ " + Repeat("[", 50_000) + Repeat("]", 50_000) + " }}" },
        { "GHSA-6q7j-xr26-3h2c nested objects", "{{ " + Repeat("{a:", 50_000) + "1" + Repeat("}", 50_000) + " }}" },
        { "CVE-2026-74792 recursion", "{{ func f; f; end; f }}" },
        { "CVE-2026-74792 recursion in an argument", "{{ func f; ret f($0 + 1); end; f 1 }}" },
        { "CVE-2026-74792 recursion through a list", "{{ f = do; ret [1] | array.each @f; end; f }}" },
        { "CVE-2026-74792 recursion through eval", "{{ x = 'x | object.eval'; x | object.eval }}" },
        { "CVE-2026-74792 recursion through eval_template", "{{ x = '{{ x | object.eval_template }}'; x | object.eval_template }}" },
        { "ReDoS, backtracking", "{{ ('a' * 40 + '!') | regex.match '(?=(a+)+$)x' }}{{ ('a' * 40 + '!') | regex.match '^(?:(a|a?)+)(?!b)$' }}" },
        { "from_json depth", "{{ ('[' * 3000 + ']' * 3000) | object.from_json }}" },
    };

    [Theory]
    [MemberData(nameof(Exhaustion))]
    public void Exhaustion_EndsAsAnErrorWithAPosition(string advisory, string template)
    {
        Assert.NotEmpty(advisory);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Rendering.Failure(template);
        Assert.True(error.Line >= 1 && error.Column >= 1, error.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024);
    }

    [Theory]
    [InlineData("CVE-2026-74790 members of records", "{{ contact.get_type }}{{ contact.GetType }}{{ contact.schema }}{{ contact.Schema }}")]
    [InlineData("CVE-2026-74790 members of texts", "{{ contact.first_name.length }}{{ contact.first_name.get_type }}{{ contact.first_name['GetType'] }}")]
    [InlineData("CVE-2026-74790 members of lists", "{{ products.count }}{{ products.length }}{{ products.sync_root }}{{ products[0].schema }}")]
    [InlineData("CVE-2026-74790 members of dates", "{{ contact.since.utc_date_time }}{{ contact.since.ticks }}{{ contact.since.get_type }}")]
    [InlineData("CVE-2026-74790 members of objects", "{{ canary.secret }}{{ canary.Secret }}{{ canary['Secret'] }}{{ canary.keys }}{{ canary.count }}")]
    [InlineData("CVE-2026-9558 members of functions (Mautic, again CVE-2026-115189)", "{{ string.get_type }}{{ (@string.upcase).method }}{{ func f; end; (@f).target }}")]
    [InlineData("CVE-2025-49136 environment (listmonk)", "{{ this.get_type }}{{ this['context'] }}{{ env }}{{ environment }}{{ System }}")]
    public void Escape_ReachesNothingOfTheHost(string advisory, string template)
    {
        Assert.NotEmpty(advisory);
        var canary = new Canary();
        var schema = new TemplateSchema([.. Rendering.Schema.Fields, new TemplateField { Path = "canary", Type = TemplateFieldType.Any }]);
        var data = schema.CreateData();
        var ada = Rendering.Ada();
        for (var slot = 0; slot < Rendering.Schema.Fields.Count; slot++)
        {
            data.Set(slot, ada[slot]);
        }

        data.Set("canary", TemplateValue.FromMap(canary));
        Assert.Equal("", Rendering.Render(template, TemplateMode.Text, data).Trim());
        Assert.False(canary.WasReached);
    }

    [Theory]
    [InlineData("CVE-2026-73061 member", "{{ contact.first_name = 'x' }}")]
    [InlineData("CVE-2026-73061 member of an element", "{{ products[0].title = 'x' }}")]
    [InlineData("CVE-2026-73061 element", "{{ products[0] = 'x' }}")]
    [InlineData("CVE-2026-73061 built-in object", "{{ string.upcase = 1 }}")]
    [InlineData("CVE-2026-73061 opened object", "{{ with contact; first_name = 'x'; end }}")]
    public void Write_ToValuesOfTheHost_IsRefused(string advisory, string template)
    {
        Assert.NotEmpty(advisory);
        Assert.Equal("read-only", Rendering.Failure(template).Code);
    }

    [Fact]
    public void Include_OfAnotherTenant_IsNotSeen_CVE_2026_74791()
    {
        Assert.Equal("one", Include("one"));
        Assert.Equal("two", Include("two"));

        static string Include(string text)
        {
            var source = new TemplateSource { Text = "{{ include 'x' }}", Schema = Rendering.Schema, Loader = new Loader(text) };
            var writer = new StringWriter();
            Assert.True(Rendering.Engine.Compile(source).Template!.Render(Rendering.Ada(), writer).Succeeded);
            return writer.ToString();
        }
    }

    [Fact]
    public void State_OfARenderThatFailed_IsNotSeenByTheNext()
    {
        var engine = new TemplateEngine();
        Assert.Equal("null-access", Rendering.Failure("{{ secret = 'x'; readonly secret; date.format = '%Y'; capture c; 'y'; nothing.at.all; end }}", engine).Code);
        Assert.Equal("-- 14 Mar 2026", Rendering.Render("{{ secret }}-{{ c }}- {{ contact.since }}{{ secret = 1 }}", TemplateMode.Text, Rendering.Ada(), engine: engine));
    }

    private sealed class Loader(string text) : ITemplateLoader
    {
        public string? Load(string name) => text;
    }
}

/// <summary>An object of the host with more members than it hands over.</summary>
internal sealed class Canary : IReadOnlyDictionary<string, TemplateValue>
{
    public bool WasReached { get; private set; }

    public string Secret
    {
        get
        {
            WasReached = true;
            return "secret";
        }
    }

    public IEnumerable<string> Keys => ["open"];

    public IEnumerable<TemplateValue> Values => ["open"];

    public int Count => 1;

    public TemplateValue this[string key] => key == "open" ? "open" : throw new KeyNotFoundException();

    public bool ContainsKey(string key) => key == "open";

    public bool TryGetValue(string key, out TemplateValue value)
    {
        value = key == "open" ? "open" : default;
        return key == "open";
    }

    public IEnumerator<KeyValuePair<string, TemplateValue>> GetEnumerator()
    {
        yield return new("open", "open");
    }

    public override string ToString() => Secret;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
