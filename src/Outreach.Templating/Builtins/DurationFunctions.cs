namespace Outreach.Templating;

/// <summary>The functions of <c>timespan</c>.</summary>
internal static class DurationFunctions
{
    public static BuiltinObject Create()
    {
        var functions = Builtins.Object(
            "timespan",
            ("from_days", "days:n", static a => From(a, TimeSpan.TicksPerDay)),
            ("from_hours", "hours:n", static a => From(a, TimeSpan.TicksPerHour)),
            ("from_milliseconds", "millis:n", static a => From(a, TimeSpan.TicksPerMillisecond)),
            ("from_minutes", "minutes:n", static a => From(a, TimeSpan.TicksPerMinute)),
            ("from_seconds", "seconds:n", static a => From(a, TimeSpan.TicksPerSecond)),
            ("parse", "text:s", static a => Parse(a)));
        return new BuiltinObject(functions.Names
            .Select(name => new KeyValuePair<string, Value>(name, functions.TryGet(name, out var function) ? function : default))
            .Append(new("zero", TimeSpan.Zero)));
    }

    private static Value From(Arguments a, long ticks)
    {
        var value = a.Real(0) * ticks;
        return Math.Abs(value) < long.MaxValue
            ? new TimeSpan((long)Math.Round(value))
            : throw a.Fault("number", "The time is out of range.");
    }

    private static Value Parse(Arguments a) => a.IsNull(0) ? default
        : TimeSpan.TryParse(a.Text(0), a.Context.Culture, out var value) ? value
        : throw a.Fault("type", $"`{a.String(0)}` is no length of time.");
}
