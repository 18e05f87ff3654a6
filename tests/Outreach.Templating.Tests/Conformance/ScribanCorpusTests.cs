using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

/// <summary>The template, model and output triples of the language's own implementation. Those that differ by intent are listed with the reason.</summary>
public sealed partial class ScribanCorpusTests(ITestOutputHelper output)
{
    private static readonly TemplateEngine Engine = new(Rendering.Limits);

    /// <summary>Cases outside of what is claimed, with the reason. The reference page says the same.</summary>
    private static readonly Dictionary<string, string> LeftOut = new(StringComparer.Ordinal)
    {
        ["special_functions"] = "needs functions of the host, which templates can't be handed",
        ["nondeterministic"] = "random by definition",
    };

    [Fact]
    public void Corpus_OfTheClaimedConstructs_MatchesAtLeast97Percent()
    {
        using var corpus = JsonDocument.Parse(File.ReadAllText(ConformanceCorpus.PathOf("scriban", "cases.json")));
        var defaultModel = corpus.RootElement.GetProperty("default_model");
        var (passed, skipped) = (0, 0);
        List<string> failures = [];
        foreach (var item in corpus.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (Reason(item) is { } reason)
            {
                skipped++;
                output.WriteLine($"skipped {item.GetProperty("id").GetString()}: {reason}");
                continue;
            }

            var problem = Run(item, defaultModel);
            passed += problem is null ? 1 : 0;
            if (problem is not null)
            {
                failures.Add($"{item.GetProperty("id").GetString()}: {problem}");
            }
        }

        output.WriteLine($"run {passed + failures.Count}, passed {passed}, skipped {skipped}");
        failures.ForEach(output.WriteLine);
        Assert.True(passed >= 0.97 * (passed + failures.Count), string.Join(Environment.NewLine, failures));
    }

    private static string? Reason(JsonElement item)
    {
        foreach (var need in item.GetProperty("needs").EnumerateArray())
        {
            if (LeftOut.TryGetValue(need.GetString()!, out var reason))
            {
                return reason;
            }
        }

        return item.TryGetProperty("nondeterministic", out var random) && random.GetBoolean() ? LeftOut["nondeterministic"] : null;
    }

    private static string? Run(JsonElement item, JsonElement defaultModel)
    {
        var model = item.GetProperty("model");
        var data = JsonModel.ToData(model.ValueKind == JsonValueKind.Object ? model : defaultModel);
        var source = new TemplateSource { Text = item.GetProperty("template").GetString()!, Schema = data.Schema, Spintax = false };
        var compilation = Engine.Compile(source);
        // Where the corpus expects a syntax tree, what the template really prints is recorded besides.
        var printed = item.TryGetProperty("ast", out var ast) && ast.GetBoolean() ? "live_output" : "expected";
        var expected = item.GetProperty(printed).GetString()!;
        var writer = new ArrayBufferWriter<byte>();
        var error = compilation.Diagnostics.Count > 0 ? compilation.Diagnostics[0] : null;
        error = compilation.Succeeded ? compilation.Template.Render(data, writer).Error : error;
        if (item.GetProperty("kind").GetString() == "error")
        {
            var position = Position().Match(expected);
            return error is null ? "expected an error"
                : $"{error.Line},{error.Column}" == position.Groups["position"].Value ? null
                : $"expected the error at {position.Groups["position"].Value}, got {error}";
        }

        var actual = Encoding.UTF8.GetString(writer.WrittenSpan);
        return error is not null ? error.ToString()
            : actual == expected ? null
            : $"expected {JsonSerializer.Serialize(expected)}{Environment.NewLine}     but got {JsonSerializer.Serialize(actual)}";
    }

    [GeneratedRegex(@"text\((?<position>\d+,\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Position();
}
