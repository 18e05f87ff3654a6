using System.Globalization;

namespace Outreach.Templating;

/// <summary>Dates and lengths of time, and the patterns in which dates are printed.</summary>
internal static class Dates
{
    public const string DefaultFormat = "%d %b %Y";

    public static CultureInfo FindCulture(RenderContext context, ReadOnlySpan<char> name, Node node)
    {
        _ = context;
        try
        {
            return name.IsEmpty ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name.ToString(), predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw RenderContext.Fault("arguments", node, $"There is no culture `{name}`.");
        }
    }

    public static Value Member(DateTimeOffset date, string name) => name switch
    {
        "year" => date.Year,
        "month" => date.Month,
        "day" => date.Day,
        "day_of_year" => date.DayOfYear,
        "day_of_week" => date.DayOfWeek.ToString(),
        "hour" => date.Hour,
        "minute" => date.Minute,
        "second" => date.Second,
        "millisecond" => date.Millisecond,
        "date" => new DateTimeOffset(date.Date, date.Offset),
        "time_of_day" => date.TimeOfDay,
        _ => default(Value),
    };

    public static Value Member(TimeSpan time, string name) => name switch
    {
        "days" => time.Days,
        "hours" => time.Hours,
        "minutes" => time.Minutes,
        "seconds" => time.Seconds,
        "milliseconds" => time.Milliseconds,
        "total_days" => Value.FromReal(time.TotalDays),
        "total_hours" => Value.FromReal(time.TotalHours),
        "total_minutes" => Value.FromReal(time.TotalMinutes),
        "total_seconds" => Value.FromReal(time.TotalSeconds),
        "total_milliseconds" => Value.FromReal(time.TotalMilliseconds),
        _ => default,
    };

    /// <summary>Prints a date. <c>%g</c> switches to the invariant culture; alone it stands for a space and the default format.</summary>
    public static void Append(ref TextBuilder builder, RenderContext context, DateTimeOffset date, ReadOnlySpan<char> pattern, CultureInfo culture)
    {
        if (pattern is "%g")
        {
            builder.Append(' ');
            culture = CultureInfo.InvariantCulture;
            pattern = context.DateFormat is "%g" ? DefaultFormat : context.DateFormat;
        }

        while (!pattern.IsEmpty)
        {
            var percent = pattern.IndexOf('%');
            if (percent < 0 || percent == pattern.Length - 1)
            {
                builder.Append(pattern);
                return;
            }

            builder.Append(pattern[..percent]);
            if (pattern[percent + 1] == 'g')
            {
                culture = CultureInfo.InvariantCulture;
            }
            else
            {
                AppendPart(ref builder, pattern[percent + 1], date, culture);
            }

            pattern = pattern[(percent + 2)..];
        }
    }

    private static void AppendPart(ref TextBuilder builder, char code, DateTimeOffset date, CultureInfo culture)
    {
        var names = culture.DateTimeFormat;
        switch (code)
        {
            case 'a': builder.Append(names.GetAbbreviatedDayName(date.DayOfWeek)); break;
            case 'A': builder.Append(names.GetDayName(date.DayOfWeek)); break;
            case 'b' or 'h': builder.Append(names.GetAbbreviatedMonthName(date.Month)); break;
            case 'B': builder.Append(names.GetMonthName(date.Month)); break;
            case 'C': Digits(ref builder, date.Year / 100, 2, '0'); break;
            case 'd': Digits(ref builder, date.Day, 2, '0'); break;
            case 'e': Digits(ref builder, date.Day, 2, ' '); break;
            case 'H': Digits(ref builder, date.Hour, 2, '0'); break;
            case 'I': Digits(ref builder, Twelve(date), 2, '0'); break;
            case 'j': Digits(ref builder, date.DayOfYear, 3, '0'); break;
            case 'k': Digits(ref builder, date.Hour, 2, ' '); break;
            case 'l': Digits(ref builder, Twelve(date), 2, ' '); break;
            case 'L': Digits(ref builder, date.Millisecond, 3, '0'); break;
            case 'm': Digits(ref builder, date.Month, 2, '0'); break;
            case 'M': Digits(ref builder, date.Minute, 2, '0'); break;
            case 'n': builder.Append('\n'); break;
            case 'N': Digits(ref builder, date.Ticks % TimeSpan.TicksPerSecond * 100, 9, '0'); break;
            case 'p': builder.Append(HalfDay(date, names, culture)); break;
            case 'P': builder.Append(date.Hour >= 12 ? "pm" : "am"); break;
            case 's': builder.Append(date.ToUnixTimeSeconds()); break;
            case 'S': Digits(ref builder, date.Second, 2, '0'); break;
            case 't': builder.Append('\t'); break;
            case 'u': Digits(ref builder, date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek, 1, '0'); break;
            case 'w': Digits(ref builder, (int)date.DayOfWeek, 1, '0'); break;
            case 'y': Digits(ref builder, date.Year % 100, 2, '0'); break;
            case 'Y': Digits(ref builder, date.Year, 1, '0'); break;
            case '%': builder.Append('%'); break;
            default: AppendCompound(ref builder, code, date, culture); break;
        }
    }

    private static void AppendCompound(ref TextBuilder builder, char code, DateTimeOffset date, CultureInfo culture)
    {
        switch (code)
        {
            case 'c': AppendParts(ref builder, "a b d T Y", date, culture); break;
            case 'D': AppendParts(ref builder, "m/d/y", date, culture); break;
            case 'F': AppendParts(ref builder, "Y-m-d", date, culture); break;
            case 'r': AppendParts(ref builder, "I:M:S p", date, culture); break;
            case 'R': AppendParts(ref builder, "H:M", date, culture); break;
            case 'T': AppendParts(ref builder, "H:M:S", date, culture); break;
            case 'U': Digits(ref builder, Week(date, DayOfWeek.Sunday), 2, '0'); break;
            case 'v':
                Digits(ref builder, date.Day, 2, ' ');
                builder.Append('-');
                builder.Append(CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(date.Month).ToUpperInvariant());
                builder.Append('-');
                Digits(ref builder, date.Year, 1, '0');
                break;
            case 'V': Digits(ref builder, ISOWeek.GetWeekOfYear(date.DateTime), 2, '0'); break;
            case 'W': Digits(ref builder, Week(date, DayOfWeek.Monday), 2, '0'); break;
            case 'x': builder.Append(date.ToString(culture.DateTimeFormat.ShortDatePattern, culture)); break;
            case 'X': builder.Append(date.ToString(culture.DateTimeFormat.LongTimePattern, culture)); break;
            case 'Z': builder.Append(date.ToString("zzz", CultureInfo.InvariantCulture)); break;
            default:
                builder.Append('%');
                builder.Append(code);
                break;
        }
    }

    private static void AppendParts(ref TextBuilder builder, string codes, DateTimeOffset date, CultureInfo culture)
    {
        foreach (var code in codes)
        {
            if (!char.IsAsciiLetter(code))
            {
                builder.Append(code);
            }
            else if (code == 'T')
            {
                AppendCompound(ref builder, code, date, culture);
            }
            else
            {
                AppendPart(ref builder, code, date, culture);
            }
        }
    }

    private static void Digits(ref TextBuilder builder, long value, int width, char fill)
    {
        var size = 1;
        for (var rest = value; rest >= 10; rest /= 10)
        {
            size++;
        }

        for (; size < width; size++)
        {
            builder.Append(fill);
        }

        value.TryFormat(builder.Room(20), out var written, default, CultureInfo.InvariantCulture);
        builder.Advance(written);
    }

    private static int Twelve(DateTimeOffset date) => date.Hour % 12 is 0 ? 12 : date.Hour % 12;

    private static string HalfDay(DateTimeOffset date, DateTimeFormatInfo names, CultureInfo culture)
    {
        _ = culture;
        var name = date.Hour >= 12 ? names.PMDesignator : names.AMDesignator;
        return name.Length > 0 ? name : date.Hour >= 12 ? "PM" : "AM";
    }

    private static int Week(DateTimeOffset date, DayOfWeek first) =>
        CultureInfo.InvariantCulture.Calendar.GetWeekOfYear(date.DateTime, CalendarWeekRule.FirstDay, first);
}
