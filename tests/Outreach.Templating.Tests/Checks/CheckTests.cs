namespace Outreach.Templating.Tests;

public sealed class CheckTests
{
    private static IReadOnlyList<TemplateDiagnostic> Check(string template, TemplateMode mode = TemplateMode.Text) =>
        Rendering.Engine.Check(new TemplateSource { Text = template, Schema = Rendering.Schema, Mode = mode });

    [Theory]
    [InlineData("Hi {{ contact.frist_name ?? 'you' }}", "unknown-field", 1, 7, "contact.first_name")]
    [InlineData("Hi\n {{ Contact.first_name ?? 'you' }}", "unknown-field", 2, 5, "contact.first_name")]
    [InlineData("{{ compny.name ?? '' }}", "unknown-field", 1, 4, "company.name")]
    [InlineData("{{ unsubscribe }}", "unknown-field", 1, 4, "unsubscribe_url")]
    [InlineData("{{ for p in products }}{{ p.titel }}{{ end }}", "unknown-field", 1, 27, "p.title")]
    [InlineData("{{ if false }}{{ contact.nam }}{{ end }}", "unknown-field", 1, 18, null)]
    [InlineData("{{ contact.email | string.upcse }}", "unknown-function", 1, 20, "string.upcase")]
    [InlineData("{{ contact.email | upcase }}", "unknown-function", 1, 20, null)]
    [InlineData("{{ contact.email | string.replace 'a' }}", "arguments", 1, 20, null)]
    [InlineData("{{ contact.email | date.to_string '%Y' }}", "type", 1, 4, null)]
    [InlineData("{{ 'x' | math.round }}", "type", 1, 4, null)]
    [InlineData("{{ contact.email | regex.match '(' }}", "regex", 1, 32, null)]
    public void Mistake_IsAnErrorWithPositionAndSuggestion(string template, string code, int line, int column, string? suggestion)
    {
        var finding = Assert.Single(Check(template), item => item.Severity == TemplateSeverity.Error);
        Assert.Equal((code, line, column), (finding.Code, finding.Line, finding.Column));
        Assert.NotEmpty(finding.Excerpt);
        if (suggestion is not null)
        {
            Assert.Equal($"Did you mean `{suggestion}`?", finding.Hint);
        }
    }

    [Theory]
    [InlineData("Hi {{ contact.first_name }}")]
    [InlineData("{{ if contact.last_name }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ if false || true }}a{{ else }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ contact.first_name | string.upcase }}")]
    [InlineData("{{ 'Hi ' + contact.first_name }}")]
    [InlineData("{{ $\"Hi {contact.first_name}\" }}")]
    [InlineData("{{ contact.first_name ?? contact.last_name }}")]
    [InlineData("{{ if contact.first_name || contact.last_name }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ x = contact.first_name; x }}")]
    [InlineData("{{ for p in products }}{{ p.note }}{{ end }}")]
    [InlineData("{Hi {{ contact.first_name }}|Hello}")]
    [InlineData("{{ contact.since | date.to_string '%Y' }}")]
    [InlineData("{{ ai.personalize 'One line' }}")]
    [InlineData("{{ contact['Favourite colour'] }}")]
    public void FieldThatMayBeEmpty_WithoutFallback_IsAFindingInEveryBranch(string template)
    {
        var finding = Assert.Single(Check(template), item => item.Code == "may-be-empty");
        Assert.Equal(TemplateSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData("Hi {{ contact.first_name ?? 'you' }}")]
    [InlineData("{{ contact.first_name | object.default 'you' }}")]
    [InlineData("{{ contact.first_name | object.default 'you' | string.upcase }}")]
    [InlineData("{{ if contact.first_name }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ if contact.first_name != null && contact.last_name }}{{ contact.first_name }}{{ contact.last_name }}{{ end }}")]
    [InlineData("{{ if !contact.first_name }}x{{ else }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ if !contact.first_name; ret; end; contact.first_name }}")]
    [InlineData("{{ contact.first_name ? contact.first_name : 'you' }}")]
    [InlineData("{{ if contact.score > 5 }}{{ contact.score }}{{ end }}")]
    [InlineData("{{ if !(contact.first_name | string.empty) }}{{ contact.first_name }}{{ end }}")]
    [InlineData("{{ case contact.first_name; when 'Ada'; contact.first_name; end }}")]
    [InlineData("{{ x = contact.first_name ?? 'you'; x }}")]
    [InlineData("{{ for p in products | array.sort 'title' }}{{ p.title }} {{ p.note ?? '-' }}{{ end }}")]
    [InlineData("{{ contact.email }} {{ contact.first_name | string.size }}")]
    [InlineData("{{ ai.personalize 'One line' fallback: 'I like your shop.' }}")]
    [InlineData("{{ func f(a, b); a + b; end; f 1 2; g = do; ret $0; end; 5 | g; this.z = 1; z }}")]
    [InlineData("{{ with contact; first_name ?? 'x'; end; import contact; email }}")]
    public void SoundTemplate_HasNoFindings(string template) => Assert.Empty(Check(template));

    [Theory]
    [InlineData("{{ if false }}a{{ end }}")]
    [InlineData("{{ if contact.score }}a{{ else if contact.score }}b{{ end }}")]
    [InlineData("{{ case contact.email; when 'a'; 1; when 'a'; 2; end }}")]
    [InlineData("{{ ret }}text")]
    [InlineData("{{ for p in products; break; p.title; end }}")]
    public void BranchThatIsNeverTaken_IsAFinding(string template) => Assert.Single(Check(template), item => item.Code == "unreachable");

    [Fact]
    public void Mail_WithoutUnsubscribeLink_IsAnErrorForMarketingOnly()
    {
        var compiler = new EmailTemplateCompiler(Rendering.Engine);
        var source = new EmailTemplateSource { Schema = Rendering.Schema, Subject = "Hi", Text = "Buy!" };
        Assert.Equal("no-unsubscribe", Assert.Single(compiler.Check(source)).Code);
        Assert.Empty(compiler.Check(source with { RequiresUnsubscribe = false }));
        Assert.Empty(compiler.Check(source with { Text = "Bye: {{ unsubscribe_url }}" }));
    }

    [Fact]
    public async Task Mail_WithRecipients_CountsWhomEachFindingHits()
    {
        var source = new EmailTemplateSource
        {
            Schema = Rendering.Schema,
            Subject = "Hi {{ contact.first_name }}",
            Text = "{{ if contact.score > 10 }}{{ contact.last_name }}{{ end }}{{ products[0].title | string.slice 0 }} {{ unsubscribe_url }}",
        };
        var findings = await new EmailTemplateCompiler(Rendering.Engine).CheckAsync(source, Recipients(), TestContext.Current.CancellationToken);
        Assert.Equal(("mail, subject", 3L), (findings[0].Template, findings[0].Affected));
        Assert.Equal(("mail, text", 2L), (findings[1].Template, findings[1].Affected));
        Assert.Equal(("null-access", 1L), (findings[2].Code, findings[2].Affected));
    }

    [Theory]
    [InlineData("Bye: {{ unsubscribe_url }}", null)]
    [InlineData("{{ if contact.score > 5 }}a {{ unsubscribe_url }}{{ else }}b {{ unsubscribe_url }}{{ end }}", null)]
    [InlineData("{{ if unsubscribe_url }}{{ unsubscribe_url }}{{ end }}", null)]
    [InlineData("{a {{ unsubscribe_url }}|b {{ unsubscribe_url }}}", null)]
    [InlineData("{{ func footer; unsubscribe_url; end; footer }}", null)]
    [InlineData("{{ capture footer }}{{ unsubscribe_url }}{{ end }}{{ footer }}", null)]
    [InlineData("{{ include 'footer' }}", null)]
    [InlineData("{{ include contact.email }}", null)]
    [InlineData("{{ include 'plain' }}", "none of the bodies")]
    [InlineData("{{# unsubscribe_url }}", "none of the bodies")]
    [InlineData("unsubscribe_url", "none of the bodies")]
    [InlineData("{{ if contact.score > 5 }}{{ unsubscribe_url }}{{ end }}", "some branches")]
    [InlineData("{{ for p in products }}{{ unsubscribe_url }}{{ end }}", "some branches")]
    [InlineData("{a|b {{ unsubscribe_url }}}", "some branches")]
    [InlineData("{{ case contact.email; when 'a'; unsubscribe_url; end }}", "some branches")]
    [InlineData("{{ if contact.score > 5; ret; end; unsubscribe_url }}", "some branches")]
    public void Mail_WithTheUnsubscribeLinkInSomeBranches_IsAnError(string text, string? message)
    {
        var findings = new EmailTemplateCompiler(Rendering.Engine).Check(new() { Schema = Rendering.Schema, Subject = "Hi", Text = text, Loader = new Footers() });
        var finding = findings.SingleOrDefault(item => item.Code == "no-unsubscribe");
        Assert.Equal(message is null, finding is null);
        Assert.Contains(message ?? "", finding?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_WithTheUnsubscribeLinkInAComment_IsAnError()
    {
        var compiler = new EmailTemplateCompiler(Rendering.Engine);
        var source = new EmailTemplateSource { Schema = Rendering.Schema, Subject = "Hi", Html = "<!-- {{ unsubscribe_url }} --><p>Hi</p>" };
        Assert.Equal("no-unsubscribe", Assert.Single(compiler.Check(source)).Code);
        Assert.Empty(compiler.Check(source with { Html = "<p><a href=\"{{ unsubscribe_url }}\">x</a></p>" }));
    }

    [Fact]
    public void Include_WithAKnownName_IsCheckedWhereItStands()
    {
        var source = new TemplateSource
        {
            Text = "{{ include 'greeting' }}{{ if contact.first_name; include 'greeting'; end }}{{ include_join ['footer'] ', ' 'tpl:typo' }}{{ include 'nowhere' }}{{ later }}{{ latr }}",
            Schema = Rendering.Schema,
            Loader = new Footers(),
        };
        Assert.Equal(
            [("greeting", 2, "may-be-empty"), ("template", 1, "include"), ("template", 1, "unknown-field"), ("typo", 1, "unknown-field")],
            Rendering.Engine.Check(source).Select(item => (item.Template, item.Line, item.Code)).Order());
    }

    [Fact]
    public void Include_OfItself_IsCheckedOnce() =>
        Assert.Empty(Rendering.Engine.Check(new() { Text = "{{ include 'loop' }}", Schema = Rendering.Schema, Loader = new Footers() }));

    [Fact]
    public async Task EachFinding_WithRecipients_SaysWhomItHits()
    {
        var source = new EmailTemplateSource
        {
            Schema = Rendering.Schema,
            Subject = "{{ if }}",
            Text = "{{ if contact.score > 10 }}{{ contact.nick_name ?? '' }}{{ contact.email | math.round }}{{ else if contact.first_name }}{{ 'x' | string.upcse }}{{ end }}"
                + "{{ if false }}x{{ end }}{{ include 'greeting' }}",
            Loader = new Footers(),
        };
        var findings = await new EmailTemplateCompiler(Rendering.Engine).CheckAsync(source, Recipients(), TestContext.Current.CancellationToken);
        var counts = findings.ToLookup(item => item.Code, item => item.Affected);
        Assert.Equal([10L], counts["syntax"]);
        Assert.Equal([4L], counts["unknown-field"]);
        Assert.Equal([4L], counts["type"].Take(1));
        Assert.Equal([0L], counts["unreachable"]);
        Assert.Equal([10L], counts["no-unsubscribe"]);
        Assert.All(findings, item => Assert.NotNull(item.Affected));
    }

    [Fact]
    public async Task Recipients_AreStreamed_InFlatMemory()
    {
        var source = new EmailTemplateSource { Schema = Rendering.Schema, Subject = "Hi {{ contact.first_name }}", Text = "{{ contact.last_name }} {{ unsubscribe_url }}" };
        var check = new EmailTemplateCompiler(Rendering.Engine);
        await check.CheckAsync(source, Many(1_000), TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var findings = await check.CheckAsync(source, Many(100_000), TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
        Assert.Equal([100_000L, 100_000L], findings.Select(item => item.Affected));

#pragma warning disable CS1998 // All of it on this thread, so that its allocations can be counted.
        static async IAsyncEnumerable<TemplateData> Many(int count)
#pragma warning restore CS1998
        {
            var data = Rendering.Schema.CreateData();
            data.Set("unsubscribe_url", "https://example.org/u");
            for (var i = 0; i < count; i++)
            {
                yield return data;
            }
        }
    }

    private sealed class Footers : ITemplateLoader
    {
        public string? Load(string name) => name switch
        {
            "footer" => "{{ later = 1 }}Bye {{ unsubscribe_url }}",
            "plain" => "Bye",
            "greeting" => "Hi\n{{ contact.first_name }}",
            "typo" => "{{ compny }}",
            "loop" => "{{ if contact.score > 99; include 'loop'; end }}",
            _ => null,
        };
    }

    private static async IAsyncEnumerable<TemplateData> Recipients()
    {
        var data = Rendering.Schema.CreateData();
        for (var i = 0; i < 10; i++)
        {
            await Task.Yield();
            data.Clear();
            data.Set("contact.first_name", i % 4 == 0 ? "" : "Ada");
            data.Set("contact.last_name", i % 2 == 0 ? null : "L");
            data.Set("contact.score", i < 4 ? 20 : 5);
            data.Set("products", i == 9 ? default : new TemplateValue[] { Rendering.Item("Tea", 1) });
            data.Set("unsubscribe_url", "https://example.org/u");
            yield return data;
        }
    }
}
