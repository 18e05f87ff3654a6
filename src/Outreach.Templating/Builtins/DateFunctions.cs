namespace Outreach.Templating;

/// <summary>The functions of <c>date</c>.</summary>
internal static class DateFunctions
{
    /// <summary>The one member of a built-in object that templates may set, for the render they are in.</summary>
    public const string FormatMember = "format";

    public static BuiltinObject Create()
    {
        var functions = Builtins.Object(
            "date",
            ("add_days", "date:d days:n", static a => Add(a, TimeSpan.TicksPerDay)),
            ("add_hours", "date:d hours:n", static a => Add(a, TimeSpan.TicksPerHour)),
            ("add_milliseconds", "date:d millis:n", static a => Add(a, TimeSpan.TicksPerMillisecond)),
            ("add_minutes", "date:d minutes:n", static a => Add(a, TimeSpan.TicksPerMinute)),
            ("add_months", "date:d months:n", static a => AddMonths(a, 1)),
            ("add_seconds", "date:d seconds:n", static a => Add(a, TimeSpan.TicksPerSecond)),
            ("add_years", "date:d years:n", static a => AddMonths(a, 12)),
            ("now", "", static a => a.Context.Now),
            ("parse", "text:s pattern:s? culture:s?", static a => Parse(a, 1, 2)),
            ("parse_to_string", "text:s output_pattern:s? output_culture:s? input_pattern:s? input_culture:s?", static a => ParseToText(a)),
            ("to_string", "datetime:d pattern:s? culture:s?", static a => ToText(a, a[0], 1, 2)),
            ("utc_now", "", static a => a.Context.Now.ToUniversalTime()));
        return new BuiltinObject(functions.Names
            .Select(name => new KeyValuePair<string, Value>(name, functions.TryGet(name, out var function) ? function : default))
            .Append(new("default_format", Dates.DefaultFormat))
            .Append(new(FormatMember, Dates.DefaultFormat)));
    }

    private static DateTimeOffset Date(Arguments a) =>
        a[0].Kind == ValueKind.Date ? a[0].Date : throw a.Fault("type", $"Expected a date, but got {Numbers.Describe(a[0])}.");

    private static Value Add(Arguments a, long ticks)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var change = a.Real(1) * ticks;
        var date = Date(a);
        var result = date.Ticks + change;
        return result >= DateTimeOffset.MinValue.Ticks + TimeSpan.TicksPerDay && result <= DateTimeOffset.MaxValue.Ticks - TimeSpan.TicksPerDay
            ? date.AddTicks((long)Math.Round(change))
            : throw a.Fault("number", "The date is out of range.");
    }

    private static Value AddMonths(Arguments a, int factor)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        try
        {
            return Date(a).AddMonths((int)Math.Clamp(a.Long(1) * factor, -200_000, 200_000));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw a.Fault("number", "The date is out of range.");
        }
    }

    private static Value Parse(Arguments a, int pattern, int culture)
    {
        if (a[0].Kind == ValueKind.Date || a.Text(0).IsWhiteSpace())
        {
            return a[0].Kind == ValueKind.Date ? a[0] : default;
        }

        var rules = a.IsNull(culture) ? a.Context.Culture : Dates.FindCulture(a.Context, a.Text(culture), a.Call);
        var found = a.IsNull(pattern)
            ? DateTimeOffset.TryParse(a.Text(0), rules, System.Globalization.DateTimeStyles.AssumeUniversal, out var date)
            : DateReader.TryRead(a.Text(0), a.Text(pattern), rules, out date);
        return found ? date : throw a.Fault("type", $"`{a.String(0)}` is no date.");
    }

    private static Value ParseToText(Arguments a)
    {
        var date = Parse(a, 3, 4);
        return ToText(a, date, 1, 2);
    }

    private static Value ToText(Arguments a, in Value date, int pattern, int culture)
    {
        if (date.IsNull)
        {
            return default;
        }

        if (date.Kind != ValueKind.Date)
        {
            throw a.Fault("type", $"Expected a date, but got {Numbers.Describe(date)}.");
        }

        var rules = a.IsNull(culture) ? a.Context.Culture : Dates.FindCulture(a.Context, a.Text(culture), a.Call);
        var builder = new TextBuilder(a.Context, 32);
        Dates.Append(ref builder, a.Context, date.Date, a.IsNull(pattern) ? a.Context.DateFormat : a.Text(pattern), rules);
        return builder.ToValue();
    }
}
