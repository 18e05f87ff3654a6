using System.Text.Json;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>Headers as other implementations read and write them.</summary>
public sealed class MimeHeaderCorpusTests
{
    // docs/reference/mime.md gives the reasons.
    private static readonly string[] LibmimeExceptions =
    [
        "parseHeaderValue i=1; mx.microsoft.com 1; spf=fail (sender ip is 52.138.216.130) smtp.rcpttodomain=recipient.com smtp.mailfrom=sender.com; "
            + "dmarc=fail (p=reject sp=reject pct=100) action=oreject header.from=sender.com; dkim=none (message not signed); arc=none (0)",
        "decodeFlowed first\r\nsecond\r\nthird \r\n continued",
    ];

    private static readonly string[] DispositionExceptions =
    [
        "attachment; filename*=ISO-8859-1''%82%20rates.pdf",
        "attachment; filename*=iso-8859-1''foo-%c3%a4-%e2%82%ac.html",
        "attachment; filename=\"EURO rates.pdf\"; filename*=ISO-8859-2''%A4%20rates.pdf",
    ];

    [Fact]
    public void Read_HeadersOfTheMailCorpus_GivesWhatItsAuthorsGive()
    {
        using var cases = ConformanceCorpus.Json("mime-headers", "libmime-recorded.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var (expected, actual) = ReadLibmime(test.GetProperty("fn").GetString()!, test.GetProperty("args"), test.GetProperty("ret"));
            Count(expected, actual, $"{test.GetProperty("fn")} {test.GetProperty("args")[0]}", failed, ref run, ref skipped);
        }

        ConformanceCorpus.Report("mail headers (skipped: writing)", run, failed, skipped, LibmimeExceptions);
    }

    [Fact]
    public void Read_DispositionsOfTheCorpus_GivesWhatItsAuthorsGive()
    {
        using var cases = ConformanceCorpus.Json("mime-headers", "content-disposition-rfc2231.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var (expected, actual) = ReadDisposition(test);
            Count(expected, actual, string.Join(" ", test.GetProperty("args").EnumerateArray()), failed, ref run, ref skipped);
        }

        ConformanceCorpus.Report("dispositions (skipped: writing, and rules of HTTP)", run, failed, skipped, DispositionExceptions);
    }

    private static void Count(string? expected, string? actual, string name, List<string> failed, ref int run, ref int skipped)
    {
        if (expected is null)
        {
            skipped++;
            return;
        }

        run++;
        if (expected != actual)
        {
            failed.Add(name);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}\n  expected {expected}\n  actual   {actual}");
        }
    }

    // What the library wrote is read back; what only concerns the form of writing is left out.
    private static (string? Expected, string? Actual) ReadLibmime(string function, JsonElement args, JsonElement result) => function switch
    {
        "decodeWord" => (result.GetString(), EncodedWordReader.Decode($"=?{args[0]}?{args[1]}?{Unfolded(args[2])}?=")),
        "decodeWords" => (result.GetString(), EncodedWordReader.Decode(Unfolded(args[0]))),
        "encodeWord" or "encodeWords" when args[0].ValueKind == JsonValueKind.String => (args[0].GetString(), EncodedWordReader.Decode(Unfolded(result))),
        "parseHeaderValue" => (Text(result.GetProperty("value").GetString()!, result.GetProperty("params")), Text(Unfolded(args[0]))),
        "buildHeaderValue" => (
            Text(args[0].GetProperty("value").GetString()!, args[0].TryGetProperty("params", out var parameters) ? parameters : default),
            Text(result.GetString()!)),
        "buildHeaderParam" => (
            "x;" + args[0] + "=" + args[1],
            Text("x; " + string.Join("; ", result.EnumerateArray().Select(item => $"{item.GetProperty("key")}=\"{item.GetProperty("value")}\"")))),
        "decodeHeader" => (
            Pair(result.GetProperty("key").GetString()!, result.GetProperty("value").GetString()!), Headers(args[0].GetString()!).FirstOrDefault() ?? "="),
        "decodeHeaders" => (
            string.Join('|', result.EnumerateObject().SelectMany(name => name.Value.EnumerateArray().Select(value => Pair(name.Name, value.GetString()!)))),
            string.Join('|', Headers(args[0].GetString()!))),
        "decodeFlowed" => (
            result.GetString(),
            FlowedText.Unflow(MailText.NormaliseLineEnds(args[0].GetString()!), args.GetArrayLength() > 1 && args[1].GetBoolean())),
        "encodeFlowed" => (MailText.NormaliseLineEnds(args[0].GetString()!), FlowedText.Unflow(MailText.NormaliseLineEnds(result.GetString()!), false)),
        _ => (null, null),
    };

    private static (string? Expected, string? Actual) ReadDisposition(JsonElement test)
    {
        var args = test.GetProperty("args");
        if (test.GetProperty("fn").GetString() != "parse" || args.GetArrayLength() != 1 || args[0].ValueKind != JsonValueKind.String
            || !test.TryGetProperty("expected", out var expected))
        {
            return (null, null);
        }

        var names = expected.GetProperty("parameters").EnumerateObject().Where(item => !item.Name.Contains('*', StringComparison.Ordinal)).ToList();
        if (names.Count == 0 && expected.GetProperty("parameters").EnumerateObject().Any())
        {
            // HTTP has neither continuations nor leniency for extended values: mail has both.
            return (null, null);
        }

        var parsed = ParameterizedHeader.Parse(args[0].GetString()!);
        var text = names.Aggregate(expected.GetProperty("type").GetString(), (sum, item) => $"{sum};{item.Name.Trim()}={item.Value}");
        var read = names.Aggregate(parsed.Value, (sum, item) => $"{sum};{item.Name.Trim()}={parsed[item.Name.Trim()]}");
        return (text, read);
    }

    private static string Unfolded(JsonElement text)
    {
        var plain = text.GetString()!;
        return plain.AsSpan().IndexOfAny("\r\n") < 0 ? plain : MailText.Unfold(Encoding.UTF8.GetBytes(plain));
    }

    private static string Text(string header)
    {
        var parsed = ParameterizedHeader.Parse(header);
        return parsed.Parameters.OrderBy(item => item.Key, StringComparer.Ordinal).Aggregate(parsed.Value, (sum, item) => $"{sum};{item.Key.ToLowerInvariant()}={item.Value}");
    }

    private static string Text(string value, JsonElement parameters) => parameters.ValueKind != JsonValueKind.Object
        ? value
        : parameters.EnumerateObject().OrderBy(item => item.Name, StringComparer.Ordinal).Aggregate(value, (sum, item) => $"{sum};{item.Name}={item.Value}");

    private static IEnumerable<string> Headers(string text) =>
        MimeParser.Parse(Encoding.UTF8.GetBytes(text)).Headers.Select(header => Pair(header.Name.ToLowerInvariant(), header.RawText));

    private static string Pair(string name, string value) => $"{name}={value}";
}
