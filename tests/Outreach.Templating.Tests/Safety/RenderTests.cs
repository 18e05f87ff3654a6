using System.Buffers;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

public sealed class RenderTests
{
    private const string Mail = """
        Hi {{ contact.first_name ?? "there" | string.capitalize }},
        {{ if contact.score > 10 }}you have {{ contact.score }} points{{ else }}welcome{{ end }} at {{ company.name | string.upcase }}.
        {{~ for p in products ~}}
        {{ for.index + 1 }}. {{ p.title | string.truncate 20 }}: {{ p.price | math.format "0.00" }}
        {{~ end ~}}
        {Bye|See you} {{ contact.since | date.to_string "%d %B %Y" }}
        """;

    [Fact]
    public async Task Render_IntoABufferWriter_AllocatesNothing()
    {
        foreach (var mode in Enum.GetValues<TemplateMode>())
        {
            var template = Rendering.Engine.Compile(new() { Text = Mail, Schema = Rendering.Schema, Mode = mode }).Template!;
            var data = Rendering.Ada();
            var writer = new ArrayBufferWriter<byte>(64 * 1024);
            for (var i = 0; i < 50; i++)
            {
                writer.ResetWrittenCount();
                Assert.True(template.Render(data, writer, new() { Seed = (ulong)i }).Succeeded);
            }

            Assert.Equal(0, await Allocation.LeastAsync(() =>
            {
                for (var i = 0; i < 100; i++)
                {
                    writer.ResetWrittenCount();
                    template.Render(data, writer, new() { Seed = (ulong)i });
                }
            }));
        }
    }

    [Fact]
    public async Task Render_ByManyThreads_GivesEachItsOwn()
    {
        var template = Rendering.Engine.Compile(new() { Text = "{{ x = contact.first_name; for i in 1..20; x + i; end; capture y; x; end; y }}", Schema = Rendering.Schema }).Template!;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(thread => Task.Run(
            () =>
            {
                var data = Rendering.Schema.CreateData();
                data.Set("contact.first_name", $"<{thread}>");
                var expected = string.Concat(Enumerable.Range(1, 20).Select(i => $"<{thread}>{i}")) + $"<{thread}>";
                for (var i = 0; i < 300; i++)
                {
                    var writer = new StringWriter();
                    Assert.True(template.Render(data, writer).Succeeded);
                    Assert.Equal(expected, writer.ToString());
                }
            },
            TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("limit-steps", "{{ for i in 1..9000; x = i; end }}")]
    [InlineData("limit-loop", "{{ for i in 1..300; end }}")]
    [InlineData("limit-output", "{{ for i in 1..99; 'aaaaaaaaaaaaaaaa' * 20; end }}")]
    [InlineData("limit-memory", "{{ x = 'a' * 40000 }}")]
    [InlineData("limit-recursion", "{{ func f; f; end; f }}")]
    [InlineData("too-long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("too-deep", "{{ ((((((((((1)))))))))) }}")]
    public void Limit_Breached_IsAnError(string code, string template)
    {
        var engine = new TemplateEngine(new TemplateLimits
        {
            MaxSteps = 250, MaxLoop = code == "limit-steps" ? 10_000 : 200, MaxOutputBytes = 20_000, MaxAllocatedBytes = 64_000, MaxRecursion = 5, MaxTemplateLength = 110, MaxNesting = 8, MaxDuration = Rendering.Limits.MaxDuration,
        });
        Assert.Equal(code, Rendering.Failure(template, engine).Code);
    }

    [Theory]
    [InlineData("{{ for i in 1..1000 }}{{ x = [1] | array.add_range (1..5000) }}{{ y = (1..5000) + [1] }}{{ end }}")]
    [InlineData("{{ for i in 1..1000 }}{{ x = [3, 1] * 2000 | array.sort }}{{ end }}")]
    [InlineData("{{ for i in 1..1000 }}{{ x = 1..5000 | array.filter @math.is_number }}{{ y = (1..5000) * 2 | array.uniq }}{{ end }}")]
    [InlineData("{{ for i in 1..1000 }}{{ x = ((1 << 4000)..((1 << 4000) + 5000)) | array.reverse }}{{ end }}")]
    [InlineData("{{ for i in 1..1000 }}{{ x = {a: i}; x.b = i; x.c = i; x.d = i; y = [{}, {}, {}, {a: 1, b: i}] }}{{ end }}")]
    [InlineData("{{ x = '\"' * 4000000 | html.escape }}")]
    [InlineData("{{ x = '\n' * 4000000 | html.newline_to_br }}")]
    [InlineData("{{ x = 'ä' * 4000000 | html.url_encode }}")]
    [InlineData("{{ x = 'ä' * 4000000 | html.url_escape }}")]
    [InlineData("{{ x = '\"' * 4000000 | object.to_json }}")]
    [InlineData("{{ x = '[' + ('{},' * 200000) + '1]' | object.from_json }}")]
    [InlineData("{{ x = 'a' * 1000000 | string.split '' }}")]
    [InlineData("{{ x = 'a,' * 1000000 | string.split ',' }}")]
    [InlineData("{{ x = 'a' * 1000000 | regex.split '' }}")]
    [InlineData("{{ x = 'a' * 20000 | regex.split '(?=(.*))' }}")]
    [InlineData("{{ x = 'ab' * 1000000 | regex.match '(a|b)*c' }}")]
    [InlineData("{{ x = 'a' * 100000 | regex.matches 'a' }}")]
    [InlineData("{{ for i in 1..9000 }}{{ x = 'a' | regex.match ('(a|b)*' + i) }}{{ end }}")]
    [InlineData("{{ for i in 1..9000 }}{{ x = 'a' * 2000 | string.sha256; y = 'a' * 2000 | string.base64_encode }}{{ end }}")]
    [InlineData("{{ for i in 1..100 }}{{ x = 'a' * (i * 40000) | string.upcase }}{{ end }}")]
    [InlineData("{{ func f(a, b = 1); ret a; end; for i in 1..9000 }}{{ x = f(i, b: 2) }}{{ y = i | f }}{{ end }}")]
    public void Render_WhateverItMakes_Allocates_LessThan64Megabytes(string text)
    {
        var template = Rendering.Engine.Compile(new() { Text = text, Schema = Rendering.Schema }).Template!;
        var data = Rendering.Ada();
        var writer = new ArrayBufferWriter<byte>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        template.Render(data, writer);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024);
    }

    /// <summary>Each list was copied into memory that grew by doubling, which counted once: 41 MB, far beyond the 16 MiB that values may take.</summary>
    [Fact]
    public void Render_OfListsThatGrow_AllocatesNoMoreThanItCounts()
    {
        var engine = new TemplateEngine(new TemplateLimits { MaxSteps = 5_000, MaxLoop = 1_000, MaxDuration = Rendering.Limits.MaxDuration });
        var text = "{{ for i in 1..1565 }}{{ x = (i * products) | array.add (1..265) }}{{ end }}";
        var template = engine.Compile(new() { Text = text, Schema = Rendering.Schema }).Template!;
        var data = Rendering.Ada();
        var writer = new ArrayBufferWriter<byte>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("limit-loop", template.Render(data, writer).Error?.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, engine.Limits.MaxAllocatedBytes);
    }

    [Fact]
    public void Render_Cancelled_IsAnError()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var template = Rendering.Engine.Compile(new() { Text = "{{ for i in 1..9000; x = i; end }}", Schema = Rendering.Schema }).Template!;
        Assert.Equal("cancelled", template.Render(Rendering.Ada(), new StringWriter(), new() { CancellationToken = source.Token }).Error?.Code);
    }

    [Fact]
    public void Render_WithDataOfAnotherSchema_Throws() => Assert.Throws<ArgumentException>(() =>
        Rendering.Engine.Compile(new() { Text = "x", Schema = Rendering.Schema }).Template!.Render(Rendering.Product.CreateData(), new ArrayBufferWriter<byte>()));

    [Fact]
    public void Fragments_UseTheWrittenText_OrTheStatedFallback()
    {
        const string Text = "{{ ai.personalize 'One line' fallback: 'I like your shop.' }} {{ ai.personalize ?? 'Hi' }}";
        var template = Rendering.Engine.Compile(new() { Text = Text, Schema = Rendering.Schema }).Template!;
        Assert.Equal([("One line", "I like your shop."), (null, null)], template.Fragments.Select(item => (item.Prompt, item.Fallback)));
        Assert.Equal("I like your shop. Hi", Rendering.Text(Text));
        Assert.Equal("Nice tea! Hi", Rendering.Render(Text, TemplateMode.Text, Rendering.Ada(), new() { Fragments = ["Nice tea!", " "] }));
    }
}
