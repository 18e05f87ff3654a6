using System.Globalization;

namespace Outreach.Templating;

/// <summary>Reads a date that is written in a pattern of <c>date.to_string</c>.</summary>
internal ref struct DateReader
{
    private readonly CultureInfo _culture;
    private ReadOnlySpan<char> _text;
    private int _year;
    private int _month;
    private int _day;
    private int _hour;
    private int _minute;
    private int _second;
    private long _ticks;
    private bool? _afternoon;
    private TimeSpan _offset;

    private DateReader(ReadOnlySpan<char> text, CultureInfo culture)
    {
        _text = text;
        _culture = culture;
        _year = 1;
        _month = 1;
        _day = 1;
    }

    public static bool TryRead(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, CultureInfo culture, out DateTimeOffset date)
    {
        date = default;
        var reader = new DateReader(text.Trim(), culture);
        return reader.Read(pattern) && reader._text.Trim().IsEmpty && reader.TryGetDate(out date);
    }

    private readonly bool TryGetDate(out DateTimeOffset date)
    {
        date = default;
        var hour = _afternoon is null ? _hour : (_hour % 12) + (_afternoon.Value ? 12 : 0);
        if (_year is < 1 or > 9998 || _month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)
            || hour > 23 || _minute > 59 || _second > 59 || (_year == 1 && _month == 1 && _day == 1 && _offset > TimeSpan.Zero))
        {
            return false;
        }

        date = new DateTimeOffset(_year, _month, _day, hour, _minute, _second, _offset).AddTicks(_ticks);
        return true;
    }

    private bool Read(scoped ReadOnlySpan<char> pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length)
            {
                if (!ReadPart(pattern[++i]))
                {
                    return false;
                }
            }
            else if (char.IsWhiteSpace(pattern[i]))
            {
                _text = _text.TrimStart();
            }
            else if (_text.IsEmpty || _text[0] != pattern[i])
            {
                return false;
            }
            else
            {
                _text = _text[1..];
            }
        }

        return true;
    }

    private bool ReadPart(char code)
    {
        var names = _culture.DateTimeFormat;
        switch (code)
        {
            case 'Y': return Digits(4, out _year);
            case 'y':
                var found = Digits(2, out var year);
                _year = year + (year < 70 ? 2000 : 1900);
                return found;
            case 'm': return Digits(2, out _month);
            case 'd' or 'e': return Digits(2, out _day);
            case 'H' or 'k' or 'I' or 'l': return Digits(2, out _hour);
            case 'M': return Digits(2, out _minute);
            case 'S': return Digits(2, out _second);
            case 'L':
                var read = Digits(3, out var milliseconds);
                _ticks = milliseconds * TimeSpan.TicksPerMillisecond;
                return read;
            case 'B' or 'b' or 'h': return Name(names.MonthNames, out _month) || Name(names.AbbreviatedMonthNames, out _month);
            case 'A' or 'a': return Name(names.DayNames, out _) || Name(names.AbbreviatedDayNames, out _);
            case 'p' or 'P':
                var half = Name(["am", "pm"], out var which);
                _afternoon = which == 2;
                return half;
            case 'Z' or 'z': return Offset();
            case 'F': return Read("%Y-%m-%d");
            case 'D': return Read("%m/%d/%y");
            case 'T' or 'X': return Read("%H:%M:%S");
            case 'R': return Read("%H:%M");
            case 'r': return Read("%I:%M:%S %p");
            case 'c': return Read("%a %b %d %T %Y");
            case 'v': return Read("%d-%b-%Y");
            case 'n' or 't':
                _text = _text.TrimStart();
                return true;
            case 'g': return true;
            case '%': return Read("%");
            default: return false;
        }
    }

    private bool Digits(int most, out int value)
    {
        value = 0;
        _text = _text.TrimStart();
        var count = 0;
        for (; count < most && count < _text.Length && char.IsAsciiDigit(_text[count]); count++)
        {
            value = (value * 10) + _text[count] - '0';
        }

        _text = _text[count..];
        return count > 0;
    }

    private bool Name(string[] names, out int number)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && _text.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
            {
                _text = _text[names[i].Length..];
                number = i + 1;
                return true;
            }
        }

        number = 0;
        return false;
    }

    private bool Offset()
    {
        if (_text.StartsWith("Z", StringComparison.OrdinalIgnoreCase))
        {
            _text = _text[1..];
            return true;
        }

        if (_text.IsEmpty || _text[0] is not ('+' or '-'))
        {
            return false;
        }

        var negative = _text[0] == '-';
        _text = _text[1..];
        if (!Digits(2, out var hours))
        {
            return false;
        }

        _text = _text.StartsWith(":") ? _text[1..] : _text;
        if (!Digits(2, out var minutes) || hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
        {
            return false;
        }

        _offset = new TimeSpan(negative ? -hours : hours, negative ? -minutes : minutes, 0);
        return true;
    }
}
