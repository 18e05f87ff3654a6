using System.Text.Json;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

public sealed class SpintaxTests(ITestOutputHelper output)
{
    private static HashSet<string> All(string template) => [.. Enumerable.Range(0, 400).Select(seed => Rendering.Text(template, (ulong)seed))];

    [Theory]
    [InlineData("{Hi|Hello|Hey}", "Hey,Hello,Hi")]
    [InlineData("{a|{b|c}}", "a,b,c")]
    [InlineData("{a|b} {c|d}", "a c,a d,b c,b d")]
    [InlineData("{|x}", ",x")]
    [InlineData("\\{a|b\\}", "{a|b}")]
    [InlineData("{a\\|b|c}", "a|b,c")]
    [InlineData("p { color: red }", "p { color: red }")]
    [InlineData("{a}", "{a}")]
    [InlineData("a | b } {", "a | b } {")]
    [InlineData("{{{contact.first_name}}|friend}", "Ada,friend")]
    [InlineData("{Dear {{contact.first_name}}|Hi}", "Dear Ada,Hi")]
    [InlineData("{{ if true }}{x|y}{{ end }}", "x,y")]
    [InlineData("{a{{ if true }}|{{ end }}b|c}", "a|b,c")]
    [InlineData("{x::999999|y}", "x::999999,y")]
    [InlineData("{%{{a|b}}%}", "{a|b}")]
    public void Choice_OverManySeeds_GivesEachVariant(string template, string variants) =>
        Assert.Equal(variants.Split(',').Order(StringComparer.Ordinal), All(template).Order(StringComparer.Ordinal));

    [Fact]
    public void Weights_OverManySeeds_AreKept()
    {
        var hits = Enumerable.Range(0, 4000).Count(seed => Rendering.Text("{a::3|b}", (ulong)seed) == "a");
        Assert.InRange(hits, 2850, 3150);
    }

    [Fact]
    public void Seed_OfTheSameMessage_AlwaysGivesTheSame()
    {
        const string Template = "{a|b|c} {d|e|f} {g|h|i}";
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(Rendering.Text(Template, (ulong)seed), Rendering.Text(Template, (ulong)seed)));
    }

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("{a|b} {c|d|e}", 6)]
    [InlineData("{a|{b|c} {d|e}}", 5)]
    [InlineData("{{ for i in 1..3 }}{a|b}{{ end }}{x|y}", 4)]
    public void Variants_AreCounted(string template, int expected) =>
        Assert.Equal(expected, Rendering.Engine.Compile(new() { Text = template, Schema = Rendering.Schema }).Template!.Variants);

    [Fact]
    public void Corpus_Choices_StayWithinWhatIsExpected()
    {
        var (passed, skipped) = (0, 0);
        foreach (var name in new[] { "render-rng-selection.json", "render-rng.json", "render-deterministic.json" })
        {
            using var file = JsonDocument.Parse(File.ReadAllText(ConformanceCorpus.PathOf("spintax", "fixtures", name)));
            foreach (var item in file.RootElement.EnumerateArray())
            {
                if (!IsClaimed(item, out var template))
                {
                    skipped++;
                    continue;
                }

                var expect = item.GetProperty("expect");
                if (expect.TryGetProperty("oneOf", out var allowed))
                {
                    Assert.Equal(allowed.EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal), All(template).Order(StringComparer.Ordinal));
                }
                else
                {
                    Assert.Contains(expect.GetProperty("output").GetString()!, All(template));
                }

                passed++;
            }
        }

        output.WriteLine($"run {passed}, passed {passed}, skipped {skipped} (permutations, variables, directives, plurals, comments of that dialect; single alternatives)");
        Assert.True(passed >= 8, $"only {passed} cases were run");
    }

    /// <summary>Choices only: that dialect has permutations, variables, plurals and comments besides, and takes braces without a bar for a choice.</summary>
    private static bool IsClaimed(JsonElement item, out string template)
    {
        template = item.GetProperty("template").GetString()!;
        return item.GetProperty("op").GetString() == "render" && !template.AsSpan().ContainsAny("[]%#?") && template.Contains('|', StringComparison.Ordinal)
            && !template.Contains("plural", StringComparison.Ordinal) && !template.Contains("{{", StringComparison.Ordinal)
            && item.TryGetProperty("postProcess", out var post) && !post.GetBoolean()
            && (item.GetProperty("expect").TryGetProperty("oneOf", out _) || item.GetProperty("expect").TryGetProperty("output", out _));
    }
}
