using System.Buffers;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

/// <summary>Lists and objects that stand in a template are made once, and nobody can tell.</summary>
public sealed class LiteralTests
{
    private const string Products = "{{ products = [{id: 1, name: 'Tea', price: -3.5m, tags: ['a', ('b')]}, {id: 2, name: null, price: 12, tags: []}] }}";

    [Fact]
    public async Task Literals_AreMadeOncePerTemplate_NotPerRender()
    {
        var template = Rendering.Engine.Compile(new() { Text = Products + "{{ for p in products }}{{ p.name }}={{ p.price }},{{ p.tags[0] }};{{ end }}", Schema = Rendering.Schema }).Template!;
        var data = Rendering.Ada();
        var writer = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < 50; i++)
        {
            writer.ResetWrittenCount();
            Assert.True(template.Render(data, writer).Succeeded);
        }

        Assert.Equal(0, await Allocation.LeastAsync(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                writer.ResetWrittenCount();
                template.Render(data, writer);
            }
        }));
        Assert.Equal("Tea=-3.5,a;=12,;", Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    [Theory]
    [InlineData("{{ a = [1, 2]; b = a; b[0] = 9; a; b }}", "[9, 2][9, 2]")]
    [InlineData("{{ a = [1]; a.note = 'x'; a.note; a }}", "x[1]")]
    [InlineData("{{ a = [1]; a['note'] = 'x'; a.note }}", "x")]
    [InlineData("{{ a = {x: 1}; a.x = 2; a.y = 3; a }}", "{x: 2, y: 3}")]
    [InlineData("{{ a = {x: 1}; a['x'] = 2; a.x }}", "2")]
    [InlineData("{{ a = {x: {y: [1, 2]}}; a.x.y[1] = 3; a }}", "{x: {y: [1, 3]}}")]
    [InlineData("{{ a = {x: 1}; a.x++; ++a.x; a.x }}", "133")]
    [InlineData("{{ a = {x: 1}; a.x += 5; a.x }}", "6")]
    [InlineData("{{ a = {x: 1}; with a; x = 2; y = 3; end; a }}", "{x: 2, y: 3}")]
    [InlineData("{{ a = {x: 1}; with a; import {z: 4}; end; a }}", "{x: 1, z: 4}")]
    [InlineData("{{ a = {x: 1}; with a; capture x; 'c'; end; end; a.x }}", "c")]
    [InlineData("{{ a = {x: 1}; with a; for q in [1, 2]; x = q; end; end; a.x }}", "2")]
    [InlineData("{{ a = {x: 1}; 'a.x = 7' | object.eval; a.x }}", "7")]
    [InlineData("{{ func f; $0[0] = 5; end; a = [1]; f a; a }}", "[5]")]
    [InlineData("{{ for i in 1..2; a = [0]; a[0] = a[0] + i; a; end }}", "[1][2]")]
    [InlineData("{{ a = [3, 1]; b = a | array.sort; b[0] = 9; a; b }}", "[3, 1][9, 3]")]
    [InlineData("{{ for p in [{n: 1}, {n: 2}]; p.n = p.n * 2; p.n; end }}", "24")]
    public void Literal_ThatIsChanged_BelongsToTheRender(string template, string expected)
    {
        var compiled = Rendering.Engine.Compile(new() { Text = template, Schema = Rendering.Schema }).Template!;
        for (var i = 0; i < 3; i++)
        {
            var writer = new StringWriter();
            var result = compiled.Render(Rendering.Ada(), writer);
            Assert.True(result.Succeeded, result.Error?.ToString());
            Assert.Equal(expected, writer.ToString());
        }
    }

    [Fact]
    public void Literal_ThatIsLocked_IsLockedForTheRenderOnly()
    {
        const string Text = "{{ a = {x: 1}; if contact.score > 10; with a; readonly x; end; a.x = 2; else; a.x = 3; a.x; end }}";
        var compiled = Rendering.Engine.Compile(new() { Text = Text, Schema = Rendering.Schema }).Template!;
        Assert.Equal("read-only", compiled.Render(Rendering.Ada(), new StringWriter()).Error?.Code);
        var writer = new StringWriter();
        Assert.True(compiled.Render(Rendering.Schema.CreateData(), writer).Succeeded);
        Assert.Equal("3", writer.ToString());
    }

    [Fact]
    public void Literal_ChangedByAnInclude_BelongsToTheRender()
    {
        var compiled = Rendering.Engine.Compile(new() { Text = "{{ a = [1]; include 'x' a; a }}", Schema = Rendering.Schema, Loader = new Loader() }).Template!;
        for (var i = 0; i < 2; i++)
        {
            var writer = new StringWriter();
            Assert.True(compiled.Render(Rendering.Ada(), writer).Succeeded);
            Assert.Equal("[2]", writer.ToString());
        }
    }

    [Fact]
    public async Task Literal_ChangedByManyThreads_BelongsToEachRender()
    {
        var compiled = Rendering.Engine.Compile(new() { Text = "{{ a = [{n: 0}]; a[0].n += contact.score; a[0].n }}", Schema = Rendering.Schema }).Template!;
        await Task.WhenAll(Enumerable.Range(1, 16).Select(score => Task.Run(
            () =>
            {
                var data = Rendering.Schema.CreateData();
                data.Set("contact.score", score);
                for (var i = 0; i < 200; i++)
                {
                    var writer = new StringWriter();
                    Assert.True(compiled.Render(data, writer).Succeeded);
                    Assert.Equal($"{score}", writer.ToString());
                }
            },
            TestContext.Current.CancellationToken)));
    }

    private sealed class Loader : ITemplateLoader
    {
        public string? Load(string name) => "{{ $0[0] = 2 }}";
    }
}
