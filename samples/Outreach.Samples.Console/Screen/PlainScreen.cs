using System.Globalization;

namespace Outreach.Samples;

/// <summary>Writes a line for each virtual day: for files, pipes and CI logs.</summary>
internal sealed class PlainScreen(TextWriter output) : IRunScreen
{
    private DateOnly _shown;

    public bool WantsUpdate(DateTimeOffset virtualNow) => DateOnly.FromDateTime(virtualNow.UtcDateTime) != _shown;

    public void Show(RunState state)
    {
        _shown = DateOnly.FromDateTime(state.Now.UtcDateTime);
        var next = state.NextAt?.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture) ?? "nothing";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Now:ddd d MMM HH:mm}: sent {state.Stats.Sent}, replied {state.Stats.Replied}, bounced {state.Stats.Bounced}, unsubscribed {state.Stats.Unsubscribed}, in doubt {state.Stats.InDoubt}, unfinished {state.Stats.Unfinished}; next {next}"));
    }
}
