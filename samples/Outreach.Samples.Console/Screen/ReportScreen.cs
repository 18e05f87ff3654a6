using System.Globalization;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows the results: as tables and a chart on a terminal, as plain lines elsewhere.</summary>
internal static class ReportScreen
{
    public static void Show(CampaignReport report, SampleFolder folder, string mailPath, bool isTerminal, TextWriter output)
    {
        if (isTerminal)
        {
            ShowTables(report);
        }
        else
        {
            WriteLines(report, output);
        }

        output.WriteLine();
        output.WriteLine($"Database: {folder.DatabaseName}");
        output.WriteLine($"Messages: {mailPath}{Path.DirectorySeparatorChar}*.eml");
    }

    private static IReadOnlyList<(string Name, long Count, Color Color)> Rows(CampaignReport report) =>
    [
        ("Contacts", report.Stats.Total, Color.Default),
        .. report.Steps.Select(static step => ("Sent: " + step.Step, (long)step.Sent, Color.Blue)),
        ("Sent in all", report.Stats.Sent, Color.Blue),
        ("Messages in the mailbox", report.MailCount, Color.Blue),
        ("Replied", report.Stats.Replied, Color.Green),
        ("Automatic replies", report.AutomaticReplies, Color.Grey),
        ("Bounced", report.Stats.Bounced, Color.Red),
        ("Unsubscribed", report.Stats.Unsubscribed, Color.Yellow),
        ("Completed", report.Stats.Completed, Color.Aqua),
        ("Stopped", report.Stats.Stopped, Color.Olive),
        ("Failed", report.Stats.Failed, Color.Red),
        ("In doubt", report.Stats.InDoubt, Color.Maroon),
        ("Unfinished", report.Stats.Unfinished, Color.Grey),
    ];

    private static void WriteLines(CampaignReport report, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Results of \"{report.Campaign.Name}\" ({report.Campaign.Status.ToString().ToLowerInvariant()}{Until(report)})");
        foreach (var (name, count, _) in Rows(report))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name + ":",-26}{count,6}"));
        }

        output.WriteLine();
        output.WriteLine("Who did not get the whole sequence, and why");
        foreach (var group in report.Stopped)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Count,4}  {group.Status.ToString().ToLowerInvariant()}, {group.Reason}: {string.Join(", ", group.Examples)}"));
        }

        foreach (var send in report.InDoubt)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  in doubt: {send.Recipient}, step {send.StepIndex + 1}, {send.MessageId}"));
        }
    }

    private static void ShowTables(CampaignReport report)
    {
        var table = new Table().Title($"{Markup.Escape(report.Campaign.Name)} ({report.Campaign.Status.ToString().ToLowerInvariant()}{Until(report)})").AddColumn("Result");
        table.AddColumn(new TableColumn("Count").RightAligned());
        foreach (var (name, count, _) in Rows(report))
        {
            table.AddRow(name, count.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        var chart = new BarChart().Width(72).Label("[bold]What became of the contacts[/]").CenterLabel();
        foreach (var (name, count, color) in Rows(report).Where(static row => row.Name is "Completed" or "Replied" or "Bounced" or "Unsubscribed" or "Stopped" or "Failed" or "Unfinished"))
        {
            chart.AddItem(name, count, color);
        }

        AnsiConsole.Write(chart);
        var reasons = new Table().Title("Who did not get the whole sequence, and why").AddColumn(new TableColumn("Count").RightAligned()).AddColumn("Status").AddColumn("Reason").AddColumn("For example");
        foreach (var group in report.Stopped)
        {
            reasons.AddRow(
                group.Count.ToString(CultureInfo.InvariantCulture), group.Status.ToString().ToLowerInvariant(), Markup.Escape(group.Reason), Markup.Escape(string.Join("\n", group.Examples)));
        }

        AnsiConsole.Write(reasons);
        foreach (var send in report.InDoubt)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[maroon]in doubt[/]: {send.Recipient}, step {send.StepIndex + 1}, {send.MessageId}");
        }
    }

    private static string Until(CampaignReport report) =>
        report.VirtualNow is { } now ? string.Create(CultureInfo.InvariantCulture, $", until {now:ddd d MMM yyyy HH:mm} in virtual time") : "";
}
