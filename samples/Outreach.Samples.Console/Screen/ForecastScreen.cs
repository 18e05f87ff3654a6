using System.Globalization;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows a forecast: a table and a chart by day, the end, problems, limits, and who gets nothing.</summary>
internal sealed class ForecastScreen(Forecast forecast, IReadOnlyList<SenderAccount> senders, IContactStore contacts, Campaign campaign)
{
    private const int MostBar = 20;
    private const int MostOmissions = 10;

    public async Task ShowAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        console.WriteLine($"Forecast of \"{campaign.Name}\" from {Day(forecast.From)}: {forecast.Participants} contacts, {forecast.Sends.Count} messages");
        console.Write(Table());
        console.WriteLine(forecast.EndsAt is { } end ? $"Ends: {Time(end)}" : "Ends: not within the days that were looked at");
        console.WriteLine($"Range of the end, of {forecast.EndRange.Repetitions} repetitions with other answers: {Time(forecast.EndRange.Earliest)} to {Time(forecast.EndRange.Latest)}");
        console.WriteLine($"Outcomes: {string.Join(", ", forecast.Outcomes.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"))}");
        console.WriteLine();
        console.WriteLine("Problems");
        Lines(console, forecast.Problems.Select(static problem => $"{problem.Severity.ToString().ToLowerInvariant()}: {problem}"));
        console.WriteLine("What puts messages off");
        Lines(console, forecast.Limits.Select(Describe));
        console.WriteLine("Who gets nothing, and why");
        Lines(console, await OmissionsAsync(cancellationToken));
    }

    private Table Table()
    {
        var table = new Table().AddColumn("Day").AddColumn(new TableColumn("Messages").RightAligned());
        foreach (var sender in senders)
        {
            table.AddColumn(new TableColumn(Markup.Escape(sender.DisplayName)).RightAligned());
        }

        table.AddColumn("Chart");
        var most = Math.Max(1, forecast.Days.Select(static day => day.Sent).DefaultIfEmpty().Max());
        foreach (var day in forecast.Days)
        {
            table.AddRow(
            [
                day.Date.ToString("ddd d MMM", CultureInfo.InvariantCulture),
                day.Sent.ToString(CultureInfo.InvariantCulture),
                .. senders.Select(sender => day.BySender.GetValueOrDefault(sender.Id).ToString(CultureInfo.InvariantCulture) + (day.FullSenders.Contains(sender.Id) ? " full" : "")),
                new string('#', (int)Math.Max(1, day.Sent * MostBar / most)),
            ]);
        }

        return table;
    }

    private string Describe(ForecastLimit limit)
    {
        var sender = senders.FirstOrDefault(candidate => limit.Name.EndsWith(candidate.Id.ToString("N"), StringComparison.Ordinal));
        return $"{limit.Code}{(limit.Name.Length == 0 ? "" : $" ({sender?.DisplayName ?? limit.Name})")}: {limit.Deferrals} times on {limit.Days} days";
    }

    private async Task<IReadOnlyList<string>> OmissionsAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var omission in forecast.NeverSent.Take(MostOmissions))
        {
            var contact = await contacts.FindAsync(campaign.OrganisationId, omission.ContactId, cancellationToken);
            lines.Add($"{contact?.Email ?? omission.ContactId.ToString()}: {omission.Reason}");
        }

        if (forecast.NeverSent.Count > MostOmissions)
        {
            lines.Add($"and {forecast.NeverSent.Count - MostOmissions} more");
        }

        return lines;
    }

    private static void Lines(IAnsiConsole console, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            any = true;
            console.WriteLine("  " + line);
        }

        if (!any)
        {
            console.WriteLine("  none");
        }
    }

    private static string Day(DateTimeOffset time) => time.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) =>
        time?.ToString("ddd d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "beyond the days that were looked at";
}
