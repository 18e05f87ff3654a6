using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows a run on a terminal, a few times a second.</summary>
internal sealed class LiveScreen(LiveDisplayContext display, DateTimeOffset start, DateTimeOffset end) : IRunScreen
{
    private readonly Stopwatch _sinceUpdate = Stopwatch.StartNew();

    public bool WantsUpdate(DateTimeOffset virtualNow) => _sinceUpdate.ElapsedMilliseconds >= 80;

    public void Show(RunState state)
    {
        display.UpdateTarget(Draw(state));
        display.Refresh();
        _sinceUpdate.Restart();
    }

    private Rows Draw(RunState state)
    {
        var stats = state.Stats;
        var grid = new Grid().AddColumns(4);
        grid.AddRow("[grey]virtual time[/]", Format(state.Now), "[grey]next[/]", state.NextAt is { } next ? Format(next) : "–");
        grid.AddRow("[grey]sent[/]", $"[bold]{stats.Sent}[/]", "[grey]in the mailbox[/]", $"[bold]{state.MailCount}[/]");
        grid.AddRow("[grey]replied[/]", $"[green]{stats.Replied}[/]", "[grey]bounced[/]", $"[red]{stats.Bounced}[/]");
        grid.AddRow("[grey]unsubscribed[/]", $"[yellow]{stats.Unsubscribed}[/]", "[grey]in doubt[/]", $"[red]{stats.InDoubt}[/]");
        grid.AddRow("[grey]unfinished[/]", $"{stats.Unfinished} of {stats.Total}", "[grey]last[/]", Markup.Escape(state.LastEvent));
        return new Rows(new Panel(grid).Header(" Outreach ").Expand(), Bar(state.Now));
    }

    private Markup Bar(DateTimeOffset now)
    {
        const int Width = 60;
        var filled = (int)Math.Clamp((now - start) / (end - start) * Width, 0, Width);
        return new Markup($"[green]{new string('━', filled)}[/][grey]{new string('─', Width - filled)}[/] day {Math.Floor((now - start).TotalDays) + 1:0} of {(end - start).TotalDays:0}");
    }

    private static string Format(DateTimeOffset time) => time.ToString("ddd d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
