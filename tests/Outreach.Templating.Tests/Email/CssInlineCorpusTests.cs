using System.Text.Json;
using AngleSharp.Html.Parser;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

/// <summary>Style sheet, body and expected body of another inliner. Compared are the styles that each element ends up with, not bytes.</summary>
public sealed class CssInlineCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Corpus_EachElement_HasTheExpectedStyles()
    {
        using var corpus = JsonDocument.Parse(File.ReadAllText(ConformanceCorpus.PathOf("css-inline", "css-inline-rust.json")));
        var passed = 0;
        List<string> failures = [];
        foreach (var item in corpus.RootElement.EnumerateArray())
        {
            var html = $"<html><head><style>{item.GetProperty("style").GetString()}</style></head><body>{item.GetProperty("body").GetString()}</body></html>";
            var actual = Styles(CssInliner.Inline(html));
            var expected = Styles($"<html><head></head><body>{item.GetProperty("expected_body").GetString()}</body></html>");
            if (expected == actual)
            {
                passed++;
            }
            else
            {
                failures.Add($"{item.GetProperty("test").GetString()}\n--- style\n{item.GetProperty("style").GetString()}\n--- expected\n{expected}\n--- actual\n{actual}");
            }
        }

        output.WriteLine($"run {passed + failures.Count}, passed {passed}, skipped 0");
        failures.ForEach(output.WriteLine);
        Assert.True(passed >= 0.9 * (passed + failures.Count), string.Join("\n\n", failures));
    }

    private static string Styles(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return string.Join('\n', document.Body!.QuerySelectorAll("*").Select(element =>
        {
            var styles = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var item in CssReader.Declarations(element.GetAttribute("style") ?? ""))
            {
                styles[item.Name] = item.Value.Replace(" ", "", StringComparison.Ordinal) + (item.IsImportant ? "!" : "");
            }

            return $"{element.LocalName}: {string.Join("; ", styles.Select(pair => $"{pair.Key}={pair.Value}"))}";
        }));
    }
}
