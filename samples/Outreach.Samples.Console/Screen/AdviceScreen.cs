using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows recommendations: the most severe in red, what was dismissed at the end.</summary>
internal static class AdviceScreen
{
    private const int UnbrokenWidth = 10_000;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Show(IReadOnlyList<Recommendation> found, IAnsiConsole console)
    {
        if (Console.IsOutputRedirected)
        {
            // Records are copied from here: no line may be broken.
            console.Profile.Width = UnbrokenWidth;
        }

        foreach (var one in found.OrderBy(static one => one.Dismissal is not null))
        {
            Show(one, console);
        }

        var open = found.Count(static one => one.IsOpen);
        console.WriteLine(open == 0 ? "Nothing to recommend." : string.Create(CultureInfo.InvariantCulture, $"{open} to do, {found.Count - open} dismissed"));
    }

    public static string ToJson(IReadOnlyList<Recommendation> found) => JsonSerializer.Serialize(
        found.Select(static one => new
        {
            one.Code,
            one.Severity,
            Subject = new { one.Subject.Kind, one.Subject.Id },
            one.Message,
            one.Evidence,
            one.Fix,
            one.FoundAt,
            one.CheckedAt,
            Dismissal = one.Dismissal is null ? null : new { one.Dismissal.By, one.Dismissal.At, one.Dismissal.Reason },
        }),
        JsonOptions);

    private static void Show(Recommendation one, IAnsiConsole console)
    {
        var color = one.Severity switch
        {
            _ when one.Dismissal is not null => "dim",
            RecommendationSeverity.Error => "red",
            RecommendationSeverity.Warning => "yellow",
            _ => "blue",
        };
        console.MarkupLine($"[{color}]{one.Severity.ToString().ToLowerInvariant(),-7}[/] {Markup.Escape(one.Message.ReplaceLineEndings(" "))} [dim]{one.Code}, {Markup.Escape(one.Subject.ToString())}[/]");
        Line(console, one.Evidence.Text, "dim");
        foreach (var line in one.Fix.Split('\n'))
        {
            Line(console, line, "bold");
        }

        if (one.Dismissal is { } dismissal)
        {
            Line(console, string.Create(CultureInfo.InvariantCulture, $"dismissed by {dismissal.By} on {dismissal.At:yyyy-MM-dd}: {dismissal.Reason}"), "dim");
        }
    }

    private static void Line(IAnsiConsole console, string text, string style)
    {
        if (text.Length > 0)
        {
            console.MarkupLine($"        [{style}]{Markup.Escape(text.ReplaceLineEndings(" | "))}[/]");
        }
    }
}
